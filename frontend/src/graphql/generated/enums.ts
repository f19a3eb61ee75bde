/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
export const AccidentClassList = ['GB_1986', 'GB_2025'] as const
export type AccidentClassList = (typeof AccidentClassList)[number]

export const AccountLinkKind = ['ADDED', 'INVITED', 'RESET', 'ROLE', 'NAMED'] as const
export type AccountLinkKind = (typeof AccountLinkKind)[number]

export const AddressKind = ['PHONE', 'EMAIL', 'CHAT'] as const
export type AddressKind = (typeof AddressKind)[number]

export const AdviceSource = ['RISK', 'INDICATOR', 'SITE', 'TEMPLATE'] as const
export type AdviceSource = (typeof AdviceSource)[number]

export const AgreementKind = ['DISMISS_CASE', 'DECLINE_REPORT', 'LOOSEN_OBSERVATION_RULES', 'SHORTEN_RETENTION', 'INHIBIT_SOURCE', 'LOOSEN_TAG', 'GRANT_ROLE', 'SWITCH_MODULE_OFF', 'NAME_SECOND_PERSON', 'SHORTEN_LEAVER_RETENTION', 'LENGTHEN_TIMES', 'PAUSE_CHANNEL', 'REMOVE_BEACON', 'REMOVE_OUTLET', 'CHANGE_RISK'] as const
export type AgreementKind = (typeof AgreementKind)[number]

export const AgreementState = ['ASKED', 'AGREED', 'DECLINED', 'ENDED'] as const
export type AgreementState = (typeof AgreementState)[number]

export const AlertAnswer = ['ON_THE_WAY', 'CANNOT_COME'] as const
export type AlertAnswer = (typeof AlertAnswer)[number]

export const AlertCondition = ['LIMIT_HIGH', 'LIMIT_LOW', 'RATE_OF_CHANGE', 'STUCK', 'OUT_OF_RANGE', 'BAD_QUALITY', 'SILENT', 'ANOMALY', 'EQUIPMENT_ANOMALY', 'FORECAST', 'EVENT', 'SYSTEM'] as const
export type AlertCondition = (typeof AlertCondition)[number]

export const AlertSortBy = ['TIER', 'STATE', 'RAISED', 'CHANGED', 'TIER_SINCE', 'DUE', 'SOURCE', 'AREA'] as const
export type AlertSortBy = (typeof AlertSortBy)[number]

export const AlertState = ['UNACKNOWLEDGED', 'ACKNOWLEDGED', 'RTN_UNACKNOWLEDGED', 'NORMAL'] as const
export type AlertState = (typeof AlertState)[number]

export const AlertTransitionKind = ['RAISED', 'TIER_RAISED', 'TIER_LOWERED', 'ACKNOWLEDGED', 'RETURNED_TO_NORMAL', 'REACTIVATED', 'SHELVED', 'UNSHELVED', 'SUPPRESSED', 'UNSUPPRESSED', 'ON_THE_WAY', 'CANNOT_COME', 'CONFIRMED', 'WITHDRAWN'] as const
export type AlertTransitionKind = (typeof AlertTransitionKind)[number]

export const ArchivedCaseSortBy = ['NUMBER', 'TIER', 'OUTCOME', 'ARCHIVED'] as const
export type ArchivedCaseSortBy = (typeof ArchivedCaseSortBy)[number]

export const AssessmentMethod = ['LEC', 'LS', 'DIRECT'] as const
export type AssessmentMethod = (typeof AssessmentMethod)[number]

export const Audience = ['RESPONSIBLE', 'DEPARTMENT', 'LEAD', 'OFFICER', 'EXECUTIVE'] as const
export type Audience = (typeof Audience)[number]

export const BacktestVerdict = ['KEPT', 'ADDED', 'REMOVED', 'MISSED'] as const
export type BacktestVerdict = (typeof BacktestVerdict)[number]

export const BeaconState = ['PAUSED', 'OFFLINE', 'WAITING', 'UNCONFIRMED', 'SHOWN'] as const
export type BeaconState = (typeof BeaconState)[number]

export const BoundSide = ['HIGH', 'LOW', 'BOTH'] as const
export type BoundSide = (typeof BoundSide)[number]

export const CaseAction = ['ACKNOWLEDGE', 'SUBMIT_DISPOSAL', 'PASS_RECHECK', 'FAIL_RECHECK', 'DISMISS'] as const
export type CaseAction = (typeof CaseAction)[number]

export const CaseOutcome = ['RESOLVED', 'FALSE_ALARM', 'DUPLICATE', 'NOT_A_HAZARD'] as const
export type CaseOutcome = (typeof CaseOutcome)[number]

export const CaseSortBy = ['NUMBER', 'TIER', 'STATE', 'OPENED', 'CHANGED', 'DUE', 'AREA'] as const
export type CaseSortBy = (typeof CaseSortBy)[number]

export const CaseState = ['OPEN', 'IN_DISPOSAL', 'AWAITING_RECHECK', 'ARCHIVED'] as const
export type CaseState = (typeof CaseState)[number]

export const CheckWay = ['ON_SITE', 'PHOTO', 'READING'] as const
export type CheckWay = (typeof CheckWay)[number]

export const ConnectionWay = ['MQTT', 'HTTP', 'CAMERA', 'TAG_READER'] as const
export type ConnectionWay = (typeof ConnectionWay)[number]

export const ConsentState = ['GIVEN', 'REFUSED', 'WITHDRAWN'] as const
export type ConsentState = (typeof ConsentState)[number]

export const ControlLevel = ['COMPANY', 'DEPARTMENT', 'TEAM', 'POST'] as const
export type ControlLevel = (typeof ControlLevel)[number]

export const CorrectionState = ['ASKED', 'DONE', 'DECLINED'] as const
export type CorrectionState = (typeof CorrectionState)[number]

export const CountedAs = ['RED', 'ORANGE', 'YELLOW', 'OUT', 'UNHEARD', 'BLIND', 'NORMAL'] as const
export type CountedAs = (typeof CountedAs)[number]

export const CoverageCellState = ['REGISTERED', 'NOT_APPLICABLE', 'NOT_REGISTERED', 'EMPTY'] as const
export type CoverageCellState = (typeof CoverageCellState)[number]

export const CoverageClass = ['LIVE', 'CHECKED', 'BLIND', 'NOTHING'] as const
export type CoverageClass = (typeof CoverageClass)[number]

export const CoveredSortBy = ['CODE', 'LEVEL', 'STAGE', 'COVERAGE'] as const
export type CoveredSortBy = (typeof CoveredSortBy)[number]

export const DeadlineStep = ['ACKNOWLEDGE', 'DISPOSE', 'RECHECK', 'REVIEW', 'REDRAW'] as const
export type DeadlineStep = (typeof DeadlineStep)[number]

export const DeclineReason = ['NOT_A_HAZARD', 'DUPLICATE'] as const
export type DeclineReason = (typeof DeclineReason)[number]

export const DeliveryState = ['PENDING', 'GROUPED', 'SENDING', 'ACCEPTED', 'SHOWN', 'OPENED', 'FAILED', 'GONE', 'EXPIRED', 'NOT_NEEDED', 'NO_ADDRESS'] as const
export type DeliveryState = (typeof DeliveryState)[number]

export const DismissalReason = ['SENSOR_FAULT', 'CALIBRATION', 'PROCESS_CHANGE', 'LIMIT_TOO_TIGHT', 'TEST_OR_MAINTENANCE', 'KNOWN', 'OTHER'] as const
export type DismissalReason = (typeof DismissalReason)[number]

export const DocumentKind = ['PHOTO', 'NAMEPLATE', 'ACCEPTANCE', 'INSPECTION', 'REGISTRATION', 'OTHER'] as const
export type DocumentKind = (typeof DocumentKind)[number]

export const Duty = ['OFFICER', 'EXECUTIVE', 'LEAD', 'POST'] as const
export type Duty = (typeof Duty)[number]

export const Engine = ['CHROMIUM', 'WEBKIT', 'GECKO', 'OTHER'] as const
export type Engine = (typeof Engine)[number]

export const EquipmentState = ['INSTALLED', 'COMMISSIONED', 'RUNNING', 'UNDER_REPAIR', 'SCRAPPED'] as const
export type EquipmentState = (typeof EquipmentState)[number]

export const ErrorCode = ['CONFLICT', 'ILLEGAL_TRANSITION', 'SAME_PERSON', 'SECOND_PERSON_REQUIRED', 'LIMITS_CHANGED', 'NOT_ALLOWED', 'NOT_FOUND', 'MODULE_OFF', 'UNAUTHENTICATED', 'SESSION_REVOKED', 'TOO_MANY_ATTEMPTS', 'WRONG_CREDENTIALS', 'INVALID_INPUT', 'EVIDENCE_REQUIRED', 'SIGNATURE_REQUIRED', 'REASON_REQUIRED', 'REASON_TOO_SHORT', 'REASON_REPEATED', 'CLAUSE_REQUIRED', 'SCORE_OFF_SCALE', 'RESIDUAL_WORSE', 'MEASURE_REQUIRED', 'CONTROL_LEVEL_TOO_LOW', 'CONTENT_CHANGED', 'SOURCE_NOT_NORMAL', 'TASKS_OPEN', 'RED_NEEDS_CONFIRMATION', 'RED_TOO_SLOW', 'LADDER_INVALID', 'VOICE_RED_ONLY', 'CASE_ARCHIVED', 'ALREADY_ACKNOWLEDGED', 'ACKNOWLEDGE_ONE_BY_ONE', 'ALREADY_TRIAGED', 'PHOTO_NOT_AN_IMAGE', 'PHOTO_TRUNCATED', 'PHOTO_TOO_LARGE', 'PHOTO_TOO_MANY_PIXELS', 'PHOTO_HASH_MISMATCH', 'PHOTO_MISSING', 'ROOT_CAUSE_REQUIRED', 'ORIGINAL_REQUIRED', 'TOO_LATE', 'ALREADY_THANKED', 'ALREADY_OBJECTED', 'ALREADY_REOPENED', 'ANONYMOUS_NOT_ALLOWED', 'VOICE_NOT_AUDIO', 'VOICE_TOO_LARGE', 'VOICE_HASH_MISMATCH', 'VOICE_MISSING', 'REMEDIATION_PLAN_REQUIRED', 'FLAGS_NOT_SEEN', 'NAME_TAKEN', 'CODE_TAKEN', 'CODE_INVALID', 'CODE_NOT_LATIN', 'TAG_CODE_INVALID', 'PARENT_CYCLE', 'AREA_IN_USE', 'AREA_CLOSED', 'AREA_UNKNOWN', 'EQUIPMENT_UNKNOWN', 'OWNER_UNKNOWN', 'SOURCE_UNKNOWN', 'SOURCE_OUT_OF_SERVICE', 'UNIT_DIFFERS', 'PLAN_IN_USE', 'PLAN_UNREADABLE', 'DOCUMENT_UNREADABLE', 'DOCUMENT_TOO_LARGE', 'DOCUMENT_TOO_LONG', 'POLYGON_INVALID', 'POLYGON_OUTSIDE', 'POLYGON_CROSSED', 'ACCEPTANCE_REQUIRED', 'INSPECTION_OVERDUE', 'STEP_AHEAD', 'STEP_BEFORE_LAST', 'UNIT_IN_USE', 'TOO_MANY_LABELS', 'TOO_MANY_VIEWS', 'DEADLINE_PASSED', 'DEADLINE_BEYOND_POLICY', 'NOT_OF_DEPARTMENT', 'NAME_INVALID', 'NAME_DIFFERS', 'USERNAME_INVALID', 'USERNAME_TAKEN', 'PHONE_INVALID', 'EMAIL_INVALID', 'DEPARTMENT_CYCLE', 'DEPARTMENT_TOO_DEEP', 'DEPARTMENT_HAS_PEOPLE', 'DEPARTMENT_HAS_PARTS', 'DEPARTMENT_HAS_TASKS', 'DEPARTMENT_HAS_SOURCES', 'DEPARTMENT_REQUIRED', 'POST_IN_USE', 'POST_HAS_SOURCES', 'OWN_ROLE', 'LAST_ADMINISTRATOR', 'CLOSED', 'ASSESSMENT_REQUIRED', 'UNKNOWN_ACCIDENT_CLASS', 'TOO_MANY_SOURCES', 'TOO_MANY_MEASURES', 'SOURCE_NOT_BOUND', 'RISK_CLOSED', 'RISK_IN_USE', 'RISK_IN_DANGER', 'RISK_MAP_EMPTY', 'PLAN_MISSING', 'POST_HAS_RISKS', 'DEPARTMENT_HAS_RISKS', 'ADVICE_INTO_GAS', 'CELL_REQUIRED', 'CELL_FORMULA', 'CELL_NO_DATE', 'CELL_NO_CHOICE', 'CELL_TOO_LONG', 'CELL_UNKNOWN_CODE', 'CELL_CODE_TWICE', 'CELL_ROUNDED', 'CELL_NO_HOLDER', 'CELL_ROLE_INVALID', 'CELL_ROW_TWICE', 'CELL_NO_MOMENT', 'CELL_NOT_OF_LINE', 'CELL_TOO_FAR_AHEAD', 'CELL_NO_NUMBER', 'CELL_OUT_OF_RANGE', 'CELL_LIMITS_CROSS', 'CELL_ROWS_DIFFER', 'CELL_NO_READINGS', 'CELL_LIMITS_IN_FORCE', 'CELL_NOT_CHANGED_HERE', 'CELL_PART_MOVED', 'CELL_READING_ONLY', 'CELL_BOUND_OTHERWISE', 'CELL_LINE_PARTS', 'LEVEL_COMPUTED', 'COLUMN_MISSING', 'COLUMN_TWICE', 'SHEET_TWICE', 'WORKBOOK_UNREADABLE', 'WORKBOOK_FOREIGN', 'WORKBOOK_TOO_LARGE', 'WORKBOOK_TOO_MANY_ROWS', 'WORKBOOK_BUSY', 'EXTENSION_LIMIT', 'QUERY_TOO_DEEP', 'QUERY_TOO_COMPLEX', 'PASSWORD_TOO_SHORT', 'PASSWORD_TOO_LONG', 'PASSWORD_TOO_COMMON', 'PASSWORD_HOLDS_NAME', 'INVITATION_ENDED', 'SETUP_CLOSED', 'ACCOUNT_DISABLED', 'CONSENT_MISSING', 'RESET_LATELY', 'OPENED_LATELY', 'ACCOUNT_LINKED', 'HAND_OVER_NEEDED', 'LEAVE_DATE_INVALID', 'WRONG_CODE', 'PASSKEY_REFUSED', 'TOO_MANY_PASSKEYS', 'WRONG_PIN', 'PIN_ENDED', 'ADDRESS_MISSING', 'NO_CHANNEL', 'QUIET_HOURS_TOO_LONG', 'ONLY_BROWSER', 'CODE_ENDED', 'LINK_ENDED', 'SETTING_INVALID', 'SHIFT_LENGTH_INVALID', 'SHIFT_TWICE', 'SHIFT_BEGUN', 'NOT_OF_ROSTER', 'SWAP_ASKED', 'PIN_TOO_SIMPLE', 'STEP_UP_NEEDED', 'OPERATION_UNKNOWN', 'UNKNOWN_HOST', 'UNAVAILABLE', 'LIBRARY_MISSING', 'INTERNAL'] as const
export type ErrorCode = (typeof ErrorCode)[number]

export const ExtensionKind = ['EXTENSION', 'PAUSE'] as const
export type ExtensionKind = (typeof ExtensionKind)[number]

export const ExtensionState = ['ASKED', 'APPROVED', 'REFUSED', 'ENDED'] as const
export type ExtensionState = (typeof ExtensionState)[number]

export const FlagReason = ['SAME_PERSON_TOOK_PART', 'TIME_ORDER', 'OLDER_THAN_ALERT', 'SAME_PHOTO', 'FAR_AWAY', 'NO_CAPTURE_TIME'] as const
export type FlagReason = (typeof FlagReason)[number]

export const FollowUpFilter = ['OPEN', 'MINE', 'ALL'] as const
export type FollowUpFilter = (typeof FollowUpFilter)[number]

export const FollowUpSortBy = ['CASE', 'TIER', 'STEP', 'ASKED', 'ANSWERED'] as const
export type FollowUpSortBy = (typeof FollowUpSortBy)[number]

export const GroupScope = ['EQUIPMENT', 'AREA', 'GATEWAY', 'SITE'] as const
export type GroupScope = (typeof GroupScope)[number]

export const HazardCategory = ['FIRE', 'ELECTRICAL', 'MECHANICAL', 'CHEMICAL', 'GAS_LEAK', 'FALL_FROM_HEIGHT', 'CONFINED_SPACE', 'LIFTING', 'TRAFFIC', 'PPE', 'HOUSEKEEPING', 'OTHER'] as const
export type HazardCategory = (typeof HazardCategory)[number]

export const HazardGrade = ['GENERAL', 'MAJOR'] as const
export type HazardGrade = (typeof HazardGrade)[number]

export const HazardReportSortBy = ['NUMBER', 'STATE', 'GRADE', 'CATEGORY', 'RECEIVED', 'CAPTURED', 'AREA'] as const
export type HazardReportSortBy = (typeof HazardReportSortBy)[number]

export const HazardState = ['SUBMITTED', 'ACCEPTED', 'DECLINED'] as const
export type HazardState = (typeof HazardState)[number]

export const KeyRefusal = ['KEY_UNKNOWN', 'KEY_REVOKED', 'OTHER_SITE', 'OTHER_SOURCE', 'ACCOUNT'] as const
export type KeyRefusal = (typeof KeyRefusal)[number]

export const KpiFigure = ['ALERTS_PER_DAY', 'RED_SHARE', 'ACKNOWLEDGED_IN_TIME', 'FALSE_ALARMS', 'FLOOD_TIME', 'CHATTERING', 'STALE', 'TOP_TEN'] as const
export type KpiFigure = (typeof KpiFigure)[number]

export const LabelPage = ['NOTHING', 'NAME', 'REPORT'] as const
export type LabelPage = (typeof LabelPage)[number]

export const LabelSet = ['RISK', 'EMERGENCY'] as const
export type LabelSet = (typeof LabelSet)[number]

export const Language = ['ZH', 'EN'] as const
export type Language = (typeof Language)[number]

export const Likeness = ['SAME_EQUIPMENT', 'SAME_AREA', 'SAME_CATEGORY', 'STILL_OPEN', 'RECENT'] as const
export type Likeness = (typeof Likeness)[number]

export const LimitSide = ['HIGH', 'LOW'] as const
export type LimitSide = (typeof LimitSide)[number]

export const ListName = ['ALERTS', 'ARCHIVED_CASES', 'CASES', 'COVERED_EVENTS', 'FOLLOW_UPS', 'HAZARD_REPORTS', 'RISK_EVENTS', 'SOURCES', 'SUGGESTIONS', 'TASKS'] as const
export type ListName = (typeof ListName)[number]

export const LiveRiskCauseKind = ['ALERT', 'LATE_CASE', 'MEASURE_AWAY', 'BLIND_SOURCE'] as const
export type LiveRiskCauseKind = (typeof LiveRiskCauseKind)[number]

export const Maker = ['XIAOMI', 'HUAWEI', 'OPPO', 'VIVO', 'SAMSUNG', 'APPLE', 'OTHER'] as const
export type Maker = (typeof Maker)[number]

export const MeasureKind = ['ENGINEERING', 'MANAGEMENT', 'PPE', 'EMERGENCY'] as const
export type MeasureKind = (typeof MeasureKind)[number]

export const MeasureStanding = ['IN_PLACE', 'AWAY', 'UNWATCHED'] as const
export type MeasureStanding = (typeof MeasureStanding)[number]

export const MeasureWatchedBy = ['SOURCE', 'CHECK'] as const
export type MeasureWatchedBy = (typeof MeasureWatchedBy)[number]

export const Module = ['SUGGESTIONS', 'REPORTS_WITHOUT_NAME', 'CAMERA_EVENTS', 'TUNING', 'DEPARTMENT_TASKS'] as const
export type Module = (typeof Module)[number]

export const ObjectionState = ['OPEN', 'UPHELD', 'REJECTED'] as const
export type ObjectionState = (typeof ObjectionState)[number]

export const OutageKind = ['MAINTENANCE', 'OUT_OF_SERVICE'] as const
export type OutageKind = (typeof OutageKind)[number]

export const OverlapKind = ['SAME_PERSON', 'SAME_ROSTER'] as const
export type OverlapKind = (typeof OverlapKind)[number]

export const PartState = ['WORKS', 'AWAY', 'UNKNOWN'] as const
export type PartState = (typeof PartState)[number]

export const Permission = ['REPORT_HAZARD', 'ACKNOWLEDGE', 'DISPOSE', 'RECHECK', 'TRIAGE', 'DISMISS', 'OVERRIDE_SOURCE', 'RUN_SIMULATION', 'SEE_KPIS', 'EXPORT_READINGS', 'SET_RETENTION', 'PROPOSE_LIMITS', 'APPROVE_LIMITS', 'MANAGE_SOURCES', 'MANAGE_PLACES', 'CHANGE_POLICY', 'FOLLOW_UP', 'REOPEN', 'SET_ANONYMITY', 'DECIDE_EXTENSION', 'SHELVE', 'MANAGE_TASKS', 'MANAGE_ALL_TASKS', 'SUPPRESS', 'AGREE', 'MANAGE_PEOPLE', 'MANAGE_ORGANISATION', 'MANAGE_ACCOUNTS', 'GRANT_ROLES', 'CONFIRM_PEOPLE', 'MANAGE_SITE', 'MANAGE_CHANNELS', 'PLAN_ROSTER', 'PLAN_EVERY_ROSTER', 'EDIT_RISKS', 'EDIT_ALL_RISKS'] as const
export type Permission = (typeof Permission)[number]

export const PolicyChannel = ['IN_APP', 'WEB_PUSH', 'CHAT', 'SMS', 'VOICE', 'EMAIL'] as const
export type PolicyChannel = (typeof PolicyChannel)[number]

export const ProposalState = ['DRAFT', 'SHADOW', 'APPROVED', 'REJECTED', 'WITHDRAWN'] as const
export type ProposalState = (typeof ProposalState)[number]

export const Purpose = ['ACCOUNT', 'WORK', 'PLACE', 'VOICE', 'RECOGNITION'] as const
export type Purpose = (typeof Purpose)[number]

export const Quality = ['GOOD', 'UNCERTAIN', 'BAD'] as const
export type Quality = (typeof Quality)[number]

export const ReadinessKind = ['DEPARTMENTS', 'PEOPLE', 'SECOND_PERSON', 'AREAS', 'PLAN', 'EQUIPMENT', 'SOURCES', 'UNHEARD', 'LIMITS', 'EVENTS', 'RED_WATCHED', 'MESSAGES', 'ALERT_TEST'] as const
export type ReadinessKind = (typeof ReadinessKind)[number]

export const RecheckReason = ['NOT_EFFECTIVE', 'INCOMPLETE', 'EVIDENCE_UNCLEAR', 'NEW_HAZARD', 'OTHER'] as const
export type RecheckReason = (typeof RecheckReason)[number]

export const RecommendedKind = ['DEADBAND', 'ON_DELAY', 'OFF_DELAY', 'LIMIT'] as const
export type RecommendedKind = (typeof RecommendedKind)[number]

export const RecurrenceBasis = ['EQUIPMENT', 'EVENT', 'AREA'] as const
export type RecurrenceBasis = (typeof RecurrenceBasis)[number]

export const RegisterAnswer = ['CHANGED', 'UNCHANGED', 'REGISTERED'] as const
export type RegisterAnswer = (typeof RegisterAnswer)[number]

export const RejectReason = ['TOPIC', 'MALFORMED', 'TIMESTAMP', 'VALUE', 'TOO_LARGE', 'POISON', 'SNAPSHOT'] as const
export type RejectReason = (typeof RejectReason)[number]

export const ReportKind = ['HAZARD', 'NEAR_MISS', 'UNSAFE_ACT'] as const
export type ReportKind = (typeof ReportKind)[number]

export const ReviewVerdict = ['KEEP', 'ADJUST'] as const
export type ReviewVerdict = (typeof ReviewVerdict)[number]

export const RiskDifferenceKind = ['ADDED', 'REMOVED', 'CHANGED'] as const
export type RiskDifferenceKind = (typeof RiskDifferenceKind)[number]

export const RiskEventState = ['DRAFT', 'IN_FORCE', 'CLOSED'] as const
export type RiskEventState = (typeof RiskEventState)[number]

export const RiskLouder = ['NEW', 'LEVEL_UP', 'SOURCE_BOUND', 'MEASURE_ADDED'] as const
export type RiskLouder = (typeof RiskLouder)[number]

export const RiskQuietens = ['LEVEL_DOWN', 'SOURCE_UNBOUND', 'SOURCE_BOUND_TO_LESS', 'CRITICAL_MEASURE_GONE', 'CLOSED'] as const
export type RiskQuietens = (typeof RiskQuietens)[number]

export const RiskRevisionState = ['PROPOSED', 'IN_FORCE', 'DECLINED', 'WITHDRAWN', 'ENDED'] as const
export type RiskRevisionState = (typeof RiskRevisionState)[number]

export const RiskSortBy = ['CODE', 'LEVEL', 'INHERENT', 'STAGE', 'REVIEW'] as const
export type RiskSortBy = (typeof RiskSortBy)[number]

export const RiskUnitKind = ['FACILITY', 'ACTIVITY'] as const
export type RiskUnitKind = (typeof RiskUnitKind)[number]

export const Role = ['WORKER', 'LEAD', 'OFFICER', 'EXECUTIVE', 'ADMIN'] as const
export type Role = (typeof Role)[number]

export const ScoreAxis = ['LIKELIHOOD', 'EXPOSURE', 'CONSEQUENCE', 'SEVERITY'] as const
export type ScoreAxis = (typeof ScoreAxis)[number]

export const SensorKind = ['READINGS', 'CAMERA', 'RFID_GATE', 'LOCATOR', 'SYSTEM'] as const
export type SensorKind = (typeof SensorKind)[number]

export const SensorState = ['IN_SERVICE', 'OUT_OF_SERVICE', 'SILENT'] as const
export type SensorState = (typeof SensorState)[number]

export const SetFunction = ['SAFETY', 'EQUIPMENT', 'PRODUCTION'] as const
export type SetFunction = (typeof SetFunction)[number]

export const SetItemState = ['SAME', 'NEW', 'UPDATE', 'OWN'] as const
export type SetItemState = (typeof SetItemState)[number]

export const SetPart = ['TIMES', 'TASK_RULES', 'OBSERVATIONS', 'ADVICE'] as const
export type SetPart = (typeof SetPart)[number]

export const SignInMethod = ['PASSWORD', 'SECOND_FACTOR', 'PASSKEY', 'INVITATION', 'PIN'] as const
export type SignInMethod = (typeof SignInMethod)[number]

export const SourceSortBy = ['CODE', 'STATE', 'STAGE', 'AREA', 'TIER', 'URGENCY'] as const
export type SourceSortBy = (typeof SourceSortBy)[number]

export const StaffState = ['ACTIVE', 'INVITED', 'INVITATION_EXPIRED', 'NOT_INVITED', 'DISABLED'] as const
export type StaffState = (typeof StaffState)[number]

export const Stage = ['RAW_MATERIAL', 'PROCESS', 'EQUIPMENT', 'STORAGE_TRANSPORT', 'PERSONNEL', 'ENVIRONMENT'] as const
export type Stage = (typeof Stage)[number]

export const SuggestionSortBy = ['NUMBER', 'STATE', 'TOPIC', 'RECEIVED', 'DUE'] as const
export type SuggestionSortBy = (typeof SuggestionSortBy)[number]

export const SuggestionState = ['SUBMITTED', 'ADOPTED', 'CARRIED_OUT', 'DECLINED'] as const
export type SuggestionState = (typeof SuggestionState)[number]

export const SuggestionTopic = ['SAFETY', 'PRODUCT'] as const
export type SuggestionTopic = (typeof SuggestionTopic)[number]

export const Suppression = ['OUT_OF_SERVICE', 'MAINTENANCE', 'SHELVED', 'PARENT', 'CHATTERING', 'FLOOD'] as const
export type Suppression = (typeof Suppression)[number]

export const SwapState = ['ASKED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN'] as const
export type SwapState = (typeof SwapState)[number]

export const SystemPart = ['WORKER', 'SCHEDULE', 'INGEST', 'BROKER', 'REDIS', 'DATABASE', 'CHANNELS'] as const
export type SystemPart = (typeof SystemPart)[number]

export const SystemTrouble = ['SESSION_LOST', 'PAGE_CORRUPTED', 'DISK_NEARLY_FULL', 'CLOCK_JUMPED', 'NOBODY_ON_DUTY', 'BEACON_LOST', 'WORKER_AWAY', 'SCHEDULE_AWAY', 'INGEST_AWAY', 'BROKER_AWAY', 'REDIS_AWAY', 'PROVIDER_AWAY', 'DEMO_NOT_KEPT', 'REACTION_FAILED'] as const
export type SystemTrouble = (typeof SystemTrouble)[number]

export const TagCondition = ['ANY', 'MISPLACED', 'MISMATCHED'] as const
export type TagCondition = (typeof TagCondition)[number]

export const TagKind = ['PERSON', 'VEHICLE', 'GOODS', 'EQUIPMENT'] as const
export type TagKind = (typeof TagKind)[number]

export const TaskAction = ['ASSIGN', 'START', 'UPDATE', 'FINISH', 'REOPEN', 'CANCEL'] as const
export type TaskAction = (typeof TaskAction)[number]

export const TaskKind = ['REPAIR', 'SCENE', 'REPLAN', 'OTHER'] as const
export type TaskKind = (typeof TaskKind)[number]

export const TaskSortBy = ['CASE', 'TIER', 'STATE', 'KIND', 'DEPARTMENT', 'PERCENT', 'CREATED', 'DUE'] as const
export type TaskSortBy = (typeof TaskSortBy)[number]

export const TaskState = ['WAITING', 'IN_PROGRESS', 'DONE', 'CANCELLED'] as const
export type TaskState = (typeof TaskState)[number]

export const Tier = ['BLUE', 'YELLOW', 'ORANGE', 'RED'] as const
export type Tier = (typeof Tier)[number]

export const TimelineKind = ['ACCOUNT_RESET', 'ADDRESS_CODE_SENT', 'ADDRESS_VERIFIED', 'ADVICE_CHANGED', 'ADVICE_WITHDRAWN', 'AGREEMENT_ASKED', 'AGREEMENT_DECLINED', 'AGREEMENT_ENDED', 'AGREEMENT_GIVEN', 'ALERT_ACKNOWLEDGED', 'ALERT_CANNOT_COME', 'ALERT_CONFIRMATION_ASKED', 'ALERT_CONFIRMED', 'ALERT_ON_THE_WAY', 'ALERT_RAISED', 'ALERT_REACTIVATED', 'ALERT_RETURNED_TO_NORMAL', 'ALERT_SHELVED', 'ALERT_SUPPRESSED', 'ALERT_TEST_SENT', 'ALERT_TIER_LOWERED', 'ALERT_TIER_RAISED', 'ALERT_UNSHELVED', 'ALERT_UNSUPPRESSED', 'ALERT_WITHDRAWN', 'ALERT_WITHOUT_NEXT_STEP', 'ANONYMOUS_REPORTS_SWITCHED', 'AREA_ADDED', 'AREA_CHANGED', 'AREA_CLOSED', 'AREA_MOVED', 'AREA_REOPENED', 'AUDIT_ANCHORED', 'AUDIT_KEY_CHANGED', 'AUDIT_SEALED', 'BEACON_ADDED', 'BEACON_REMOVED', 'BEACON_TESTED', 'BROWSER_MOVED', 'CASE_ACKNOWLEDGED', 'CASE_ARCHIVED', 'CASE_DISMISSED', 'CASE_FOLLOWED_UP', 'CASE_OPENED', 'CASE_RECURRED', 'CASE_RENAMED', 'CASE_REOPENED', 'CASE_RISK_NAMED', 'CHANNEL_BEFORE_FORGOTTEN', 'CHANNEL_CHANGED', 'CHANNEL_FELL_BACK', 'CHANNEL_NEARLY_SPENT', 'CHANNEL_PAUSED', 'CHANNEL_RECONNECTED', 'CHANNEL_RESUMED', 'CHANNEL_TESTED', 'CHAT_CODE_MADE', 'COMMENT_ADDED', 'CONSENT_GIVEN', 'CONSENT_REFUSED', 'CONSENT_WITHDRAWN', 'CORRECTION_ANSWERED', 'CORRECTION_ASKED', 'DEADLINE_OVERDUE', 'DEADLINE_REMINDED', 'DEADLINE_RESUMED', 'DEPARTMENT_ADDED', 'DEPARTMENT_CHANGED', 'DEPARTMENT_CLOSED', 'DEPARTMENT_REOPENED', 'DEVICE_ADDED', 'DEVICE_REVOKED', 'DISPOSAL_FLAGGED', 'DISPOSAL_SUBMITTED', 'DISPOSAL_THANKED', 'DOCUMENT_ADDED', 'DOCUMENT_REMOVED', 'DUPLICATE_LINKED', 'EQUIPMENT_ADDED', 'EQUIPMENT_CHANGED', 'EQUIPMENT_MOVED_ON', 'EQUIPMENT_TAKEN_OVER', 'ESCALATED', 'EXTENSION_APPROVED', 'EXTENSION_ASKED', 'EXTENSION_REFUSED', 'FIRST_LIMITS_SET', 'FLAGS_SEEN', 'FOLLOW_UP_ANSWERED', 'HAND_OVER_READ', 'HAND_OVER_WRITTEN', 'HAZARD_ACCEPTED', 'HAZARD_DECLINED', 'HAZARD_GRADE_RAISED', 'HAZARD_REPORTED', 'INDICATOR_CHANGED', 'INDICATOR_PROPOSED', 'INDICATOR_REJECTED', 'INDICATOR_REVIEWED', 'INDICATOR_REVIEW_DUE', 'INDICATOR_WITHDRAWN', 'INVITATION_ACCEPTED', 'LABELS_PRINTED', 'LABEL_PAGE_CHANGED', 'LEAVER_DATA_FORGOTTEN', 'LEAVER_RETENTION_SET', 'LEAVE_DATE_SET', 'LEAVE_DATE_WITHDRAWN', 'LEAVE_POSTPONED', 'LIST_EXPORTED', 'MAINTENANCE_BEGUN', 'MAINTENANCE_CANCELLED', 'MAINTENANCE_ENDS_SOON', 'MAINTENANCE_PLANNED', 'MATTER_REGISTERED', 'MESSAGES_EXPIRED', 'MODULE_SWITCHED_OFF', 'MODULE_SWITCHED_ON', 'NOTICE_PUBLISHED', 'OBJECTION_REJECTED', 'OBJECTION_UPHELD', 'OBSERVATION_RULES_CHANGED', 'OPEN_WORK_TO_OFFICER', 'OUTLET_ADDED', 'OUTLET_LOST', 'OUTLET_REMOVED', 'OUTLET_REPLAYED', 'OUTLET_TESTED', 'OWN_DATA_TAKEN', 'PASSKEY_ADDED', 'PASSKEY_COPIED', 'PASSKEY_REMOVED', 'PASSWORD_CHANGED', 'PERSON_ADDED', 'PERSON_CHANGED', 'PERSON_CONFIRMED', 'PERSON_DISABLED', 'PERSON_ENABLED', 'PERSON_INVITED', 'PERSON_ROLE_CHANGED', 'PIN_ENDED', 'PIN_SET', 'PLACE_SET', 'PLAN_ADDED', 'PLAN_CHANGED', 'PLAN_REMOVED', 'POST_ADDED', 'POST_CHANGED', 'POST_CLOSED', 'PREFERENCES_CHANGED', 'RECHECK_FAILED', 'RECHECK_PASSED', 'RECOVERY_CODES_MADE', 'RECOVERY_CODE_USED', 'REGISTER_ASKED_AGAIN', 'REGISTER_CHANGED', 'REGISTER_UNCHANGED', 'REMEDIATION_PLAN_RECORDED', 'REPLY_CODES_TRIED', 'REPORT_CLOSED', 'REPORT_FIXED', 'REPORT_MERGED', 'REPORT_OBJECTED', 'REPORT_REOPENED', 'REPORT_SENT_BACK', 'REPORT_TAKEN_ON', 'RETENTION_SET', 'RISK_CHANGE_ENDED', 'RISK_CHANGE_PROPOSED', 'RISK_CLOSED', 'RISK_CONFIRMED', 'RISK_DRAFTED', 'RISK_DRAFT_CHANGED', 'RISK_IN_FORCE', 'RISK_MAP_ISSUED', 'RISK_OBJECT_ADDED', 'RISK_OBJECT_CHANGED', 'RISK_OBJECT_CLOSED', 'RISK_REVIEWED', 'RISK_REVIEW_CALLED', 'RISK_SETTINGS_CHANGED', 'RISK_UNIT_ADDED', 'RISK_UNIT_CHANGED', 'RISK_UNIT_CLOSED', 'RISK_UNIT_RESUMED', 'RISK_UNIT_STOPPED', 'ROOT_CAUSE_RECORDED', 'ROSTER_CLOSED', 'SECOND_FACTOR_ADDED', 'SECOND_FACTOR_REMOVED', 'SENSOR_ADOPTED', 'SENSOR_BACK_SOON', 'SENSOR_RETURNED_TO_SERVICE', 'SENSOR_STILL_OUT', 'SENSOR_TAKEN_OUT_OF_SERVICE', 'SERIOUS_HAZARD_REPORTED', 'SHADOW_STARTED', 'SHADOW_STOPPED', 'SHIFTS_PLANNED', 'SHIFT_CANCELLED', 'SHIFT_CHANGED', 'SHIFT_PATTERN_ADDED', 'SHIFT_PATTERN_CHANGED', 'SHIFT_STARTS_SOON', 'SHIFT_SWAP_ACCEPTED', 'SHIFT_SWAP_ASKED', 'SHIFT_SWAP_DECLINED', 'SHIFT_SWAP_WITHDRAWN', 'SIGNED_IN', 'SIGNED_OUT', 'SIGNED_OUT_EVERYWHERE', 'SIGN_IN_ENDED', 'SIGN_IN_FAILED', 'SIGN_IN_GUESSED', 'SIGN_IN_UNLOCKED', 'SIMULATION_SWITCHED', 'SITE_ADDED', 'SITE_CHANGED', 'SITE_REMOVAL_ASKED', 'SOURCES_FELL_SILENT', 'SOURCES_NEVER_HEARD', 'SOURCE_CHANGED', 'SOURCE_DISMISSED', 'SOURCE_PARENT_SET', 'STAGE_EXCLUDED', 'STAGE_INCLUDED', 'STARTING_SET_APPLIED', 'SUGGESTION_ADOPTED', 'SUGGESTION_ASSIGNED', 'SUGGESTION_CARRIED_OUT', 'SUGGESTION_DECLINED', 'SUGGESTION_SUBMITTED', 'TAG_ADDED', 'TAG_CHANGED', 'TASK_ASSIGNED', 'TASK_CANCELLED', 'TASK_FINISHED', 'TASK_OPENED', 'TASK_REOPENED', 'TASK_RULES_CHANGED', 'TASK_STARTED', 'TASK_UPDATED', 'TIER_POLICY_CHANGED', 'TOKEN_REUSED', 'WORKBOOK_EXPORTED', 'WORKBOOK_IMPORTED'] as const
export type TimelineKind = (typeof TimelineKind)[number]

export const TimelineStepKind = ['RECEIVED', 'ACCEPTED', 'DECLINED', 'ASSIGNED', 'TASK_ASSIGNED', 'TAKEN_ON', 'TASK_FINISHED', 'FIXED', 'SENT_BACK', 'RECHECKED', 'DISMISSED', 'MERGED', 'ARCHIVED', 'REOPENED', 'THANKED', 'OBJECTED', 'OBJECTION_UPHELD', 'OBJECTION_REJECTED'] as const
export type TimelineStepKind = (typeof TimelineStepKind)[number]

export const Trade = ['CHEMICAL', 'METAL', 'WAREHOUSE', 'FOOD', 'MANUFACTURING', 'CONSTRUCTION', 'OTHER'] as const
export type Trade = (typeof Trade)[number]

export const TuningHint = ['REVIEW_LIMITS', 'REPAIR_SOURCE', 'CALIBRATE_SOURCE', 'PLAN_MAINTENANCE'] as const
export type TuningHint = (typeof TuningHint)[number]

export const UnregisteredKind = ['REPORT', 'ALERT'] as const
export type UnregisteredKind = (typeof UnregisteredKind)[number]

export const WorkKind = ['ACKNOWLEDGE', 'DISPOSE', 'RECHECK', 'TASK', 'ASSIGN_TASK', 'DECIDE_TIME'] as const
export type WorkKind = (typeof WorkKind)[number]
