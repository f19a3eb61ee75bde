/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AcceptHazardInput = {
  operationId: string;
  hazardReportId: string;
  tier: Tier;
  departmentId?: string | null | undefined;
  /** Of this department. */
  responsibleId?: string | null | undefined;
  /** Sooner than the policy of the tier; without it, what the policy gives. */
  disposeBy?: string | null | undefined;
  /** For those who dispose of it. */
  note?: string | null | undefined;
  /** Without it: as it is. A major hazard is not graded lower. */
  grade?: HazardGrade | null | undefined;
  /** By which it is graded major. */
  clause?: string | null | undefined;
  /** Event of the register, in force, that it is about. */
  riskEventId?: string | null | undefined;
  /** Control measure of this event that did not hold. */
  failedMeasureId?: string | null | undefined;
};

export type AccidentClassList =
  | 'GB_1986'
  | 'GB_2025';

export type AccountLinkKind =
  | 'ADDED'
  | 'INVITED'
  | 'RESET'
  | 'ROLE'
  | 'NAMED';

export type AcknowledgeAlertInput = {
  operationId: string;
  alertId: string;
};

export type AcknowledgeAlertsInput = {
  operationId: string;
  /** At most 200. The leader of a group stands for all that stand behind it. */
  alertIds: Array<string>;
};

export type AcknowledgeCaseInput = {
  operationId: string;
  caseId: string;
};

/** Without a drawing the area is on no plan yet. */
export type AddAreaInput = {
  operationId: string;
  siteId: string;
  details: AreaDetailsInput;
  drawing?: AreaDrawingInput | null | undefined;
};

export type AddBeaconInput = {
  operationId: string;
  siteId: string;
  code: string;
  name: string;
  /** Null: it stands for the whole site. */
  areaId?: string | null | undefined;
};

/** `operationId` becomes the id of the comment. */
export type AddCommentInput = {
  operationId: string;
  caseId: string;
  taskId?: string | null | undefined;
  text: string;
  mentions?: Array<string>;
  photos?: Array<EvidenceInput> | null | undefined;
};

export type AddDepartmentInput = {
  operationId: string;
  siteId: string;
  code: string;
  nameZh: string;
  nameEn?: string;
  parentId?: string | null | undefined;
};

/** `morePages`: of a document of several, after `sha256`, in order. */
export type AddEquipmentDocumentInput = {
  operationId: string;
  equipmentId: string;
  kind: DocumentKind;
  sha256: string;
  title?: string;
  morePages?: Array<string>;
};

export type AddEquipmentInput = {
  operationId: string;
  siteId: string;
  details: EquipmentDetailsInput;
};

export type AddOutletInput = {
  operationId: string;
  siteId: string;
  /** Of its channel: wecom, dingtalk, feishu or webhook. */
  kind: string;
  name: string;
  /** URL of a group's bot, or of another system. */
  address: string;
  /** By which a group's bot asks to be signed for. */
  secret?: string;
  fromTier: Tier;
  areaId?: string | null | undefined;
};

/** They are invited next: nobody types a password for somebody else. */
export type AddPersonInput = {
  operationId: string;
  siteId: string;
  username: string;
  nameZh: string;
  nameEn?: string;
  role: Role;
  departmentId?: string | null | undefined;
  postId?: string | null | undefined;
  employeeCode?: string | null | undefined;
  joinedOn?: string | null | undefined;
  addresses?: Array<StaffAddressInput>;
};

/** `picture`: sha256 of one that was sent before, as its answer names it. */
export type AddPlanInput = {
  operationId: string;
  siteId: string;
  nameZh: string;
  nameEn?: string;
  picture: string;
};

export type AddPostInput = {
  operationId: string;
  siteId: string;
  code: string;
  nameZh: string;
  nameEn?: string;
  departmentId?: string | null | undefined;
};

export type AddRiskObjectInput = {
  operationId: string;
  siteId: string;
  object: RiskObjectInput;
};

export type AddRiskUnitInput = {
  operationId: string;
  objectId: string;
  unit: RiskUnitInput;
};

export type AddShiftPatternInput = {
  operationId: string;
  siteId: string;
  nameZh: string;
  startMinute: number;
  minutes: number;
  nameEn?: string;
};

export type AddTagInput = {
  operationId: string;
  siteId: string;
  details: TagDetailsInput;
};

export type AddTaskInput = {
  operationId: string;
  caseId: string;
  departmentId: string;
  kind: TaskKind;
  work: string;
  ownerId?: string | null | undefined;
  dueAt?: string | null | undefined;
};

export type AddressKind =
  | 'PHONE'
  | 'EMAIL'
  | 'CHAT';

/** All in the same way. `names`: of those that are not called by their codes. Without department, post or person they belong to who adopts them. */
export type AdoptSourcesInput = {
  operationId: string;
  siteId: string;
  codes: Array<string>;
  areaId: string;
  stage: Stage;
  kind?: SensorKind;
  unit?: string;
  template?: string | null | undefined;
  equipmentId?: string | null | undefined;
  departmentId?: string | null | undefined;
  responsibleId?: string | null | undefined;
  postId?: string | null | undefined;
  standard?: string;
  names?: Array<SourceNameInput>;
};

export type AdoptSuggestionInput = {
  operationId: string;
  suggestionId: string;
  ownerId: string;
  dueAt: string;
  note?: string;
};

export type AdviceSource =
  | 'RISK'
  | 'INDICATOR'
  | 'SITE'
  | 'TEMPLATE';

export type AdviceStepInput = {
  zh: string;
  en?: string;
};

export type AgreementKind =
  | 'DISMISS_CASE'
  | 'DECLINE_REPORT'
  | 'LOOSEN_OBSERVATION_RULES'
  | 'SHORTEN_RETENTION'
  | 'INHIBIT_SOURCE'
  | 'LOOSEN_TAG'
  | 'GRANT_ROLE'
  | 'SWITCH_MODULE_OFF'
  | 'NAME_SECOND_PERSON'
  | 'SHORTEN_LEAVER_RETENTION'
  | 'LENGTHEN_TIMES'
  | 'PAUSE_CHANNEL'
  | 'REMOVE_BEACON'
  | 'REMOVE_OUTLET'
  | 'CHANGE_RISK';

export type AgreementState =
  | 'ASKED'
  | 'AGREED'
  | 'DECLINED'
  | 'ENDED';

export type AlertAnswer =
  | 'ON_THE_WAY'
  | 'CANNOT_COME';

export type AlertCondition =
  | 'LIMIT_HIGH'
  | 'LIMIT_LOW'
  | 'RATE_OF_CHANGE'
  | 'STUCK'
  | 'OUT_OF_RANGE'
  | 'BAD_QUALITY'
  | 'SILENT'
  | 'ANOMALY'
  | 'EQUIPMENT_ANOMALY'
  | 'FORECAST'
  | 'EVENT'
  | 'SYSTEM';

export type AlertFilter = {
  /** Of open alerts their rank; in the history of alerts their worst tier. */
  tiers?: Array<Tier> | null | undefined;
  states?: Array<AlertState> | null | undefined;
  equipmentId?: string | null | undefined;
  /** True: only what is suppressed and hidden; false: all else. */
  isSuppressed?: boolean | null | undefined;
  /** Without the open alerts that stand behind another one of their group; one that nobody has acknowledged never stands behind one that somebody has. */
  leads?: boolean | null | undefined;
  /** Only the open alerts of this group, its leader included. */
  groupId?: string | null | undefined;
  /** Only what is suppressed for one of these reasons. */
  suppressedBy?: Array<Suppression> | null | undefined;
  /** Only what is suppressed because of the alerts of this source. */
  explainedBy?: string | number | null | undefined;
  /** Of more than twelve alerts that are suppressed because of one source the worst one alone (`suppression.explained`). */
  leadsExplained?: boolean | null | undefined;
  stages?: Array<Stage> | null | undefined;
  areaIds?: Array<string> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  sensorIds?: Array<string | number> | null | undefined;
  conditions?: Array<AlertCondition> | null | undefined;
  announced?: Announced | null | undefined;
  /** Responsible for its case or a task of it; without a case for the risk that speaks for it, else for its source. */
  departmentIds?: Array<string> | null | undefined;
  /** Responsible for its case or a task of it; without a case for the risk that speaks for it, else for its source. */
  personIds?: Array<string> | null | undefined;
  /** Included. */
  raisedFrom?: string | null | undefined;
  /** Not included. */
  raisedTo?: string | null | undefined;
  /** In code or name of its source, area or equipment, or in the number of its case. */
  text?: string | null | undefined;
  /** To be acknowledged, and late. */
  isOverdue?: boolean | null | undefined;
  /** To be acknowledged, and late; or the next step of its case is late. */
  isMatterOverdue?: boolean | null | undefined;
  /** Acknowledged after its time, or not at all though it was due. */
  isLate?: boolean | null | undefined;
};

export type AlertSort = {
  by: AlertSortBy;
  descending?: boolean;
};

export type AlertSortBy =
  | 'TIER'
  | 'STATE'
  | 'RAISED'
  | 'CHANGED'
  | 'TIER_SINCE'
  | 'DUE'
  | 'SOURCE'
  | 'AREA';

export type AlertState =
  | 'UNACKNOWLEDGED'
  | 'ACKNOWLEDGED'
  | 'RTN_UNACKNOWLEDGED'
  | 'NORMAL';

export type AlertTransitionKind =
  | 'RAISED'
  | 'TIER_RAISED'
  | 'TIER_LOWERED'
  | 'ACKNOWLEDGED'
  | 'RETURNED_TO_NORMAL'
  | 'REACTIVATED'
  | 'SHELVED'
  | 'UNSHELVED'
  | 'SUPPRESSED'
  | 'UNSUPPRESSED'
  | 'ON_THE_WAY'
  | 'CANNOT_COME'
  | 'CONFIRMED'
  | 'WITHDRAWN';

/** Raised, raised again or raised to a worse tier in this time, both ends included, and not suppressed then. */
export type Announced = {
  fromAt: string;
  toAt: string;
  /** Responsible for the risk that speaks for it, else its source. */
  personId?: string | null | undefined;
  /** Nobody is responsible for that. */
  isNobodys?: boolean | null | undefined;
};

export type AnswerAlertInput = {
  operationId: string;
  alertId: string;
  answer: AlertAnswer;
};

export type AnswerCorrectionInput = {
  operationId: string;
  correctionId: string;
  isDone: boolean;
  answer: string;
};

export type AnswerFollowUpInput = {
  operationId: string;
  followUpId: string;
  answer: string;
};

/** Each notice in the version that was read. */
export type AnswerNoticesInput = {
  operationId: string;
  siteId: string;
  answers: Array<NoticeAnswerInput>;
};

export type AnswerObjectionInput = {
  operationId: string;
  objectionId: string;
  isUpheld: boolean;
  answer: string;
};

export type AnswerSwapInput = {
  operationId: string;
  swapId: string;
};

export type ApplyStartingSetInput = {
  operationId: string;
  siteId: string;
  trade: Trade;
  parts: Array<SetPartInput>;
  departments?: Array<SetDepartmentInput>;
  reason: string;
  /** Rules for what cameras see that call less wait for a second person. */
  asksSecondPerson?: boolean;
};

export type ArchivedCaseFilter = {
  outcomes?: Array<CaseOutcome> | null | undefined;
  tiers?: Array<Tier> | null | undefined;
  /** Included. */
  fromAt?: string | null | undefined;
  /** Not included. */
  toAt?: string | null | undefined;
  stages?: Array<Stage> | null | undefined;
  areaIds?: Array<string> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  /** Responsible for the case, or for a task of it. */
  departmentIds?: Array<string> | null | undefined;
  /** Responsible for the case or a task of it, or took the case on. */
  personIds?: Array<string> | null | undefined;
  /** One alert of the case is of one of these, for one of `alertConditions`. */
  sensorIds?: Array<string | number> | null | undefined;
  alertConditions?: Array<AlertCondition> | null | undefined;
  /** Its recheck passed although the source was not back to normal. */
  isOverride?: boolean | null | undefined;
};

export type ArchivedCaseSort = {
  by: ArchivedCaseSortBy;
  descending?: boolean;
};

export type ArchivedCaseSortBy =
  | 'NUMBER'
  | 'TIER'
  | 'OUTCOME'
  | 'ARCHIVED';

export type AreaDetailsInput = {
  code: string;
  nameZh: string;
  nameEn?: string;
  parentId?: string | null | undefined;
  defaultStage?: Stage | null | undefined;
  musterZh?: string;
  musterEn?: string;
};

/** `planId` null takes the area off the plan; `polygon`: x, y pairs. */
export type AreaDrawingInput = {
  planId?: string | null | undefined;
  polygon: Array<number>;
  musterAt?: PlanPointInput | null | undefined;
};

export type AskCorrectionInput = {
  operationId: string;
  siteId: string;
  text: string;
};

export type AskSwapInput = {
  operationId: string;
  shiftId: string;
  personId: string;
  inReturnId?: string | null | undefined;
  reason?: string;
};

export type AssessmentMethod =
  | 'LEC'
  | 'LS'
  | 'DIRECT';

export type AssignTaskInput = {
  operationId: string;
  taskId: string;
  personId: string;
};

export type AssignTasksInput = {
  operationId: string;
  /** At most 200. */
  taskIds: Array<string>;
  personId: string;
};

/** Groups of people, in the order of the ladder. */
export type Audience =
  | 'RESPONSIBLE'
  | 'DEPARTMENT'
  | 'LEAD'
  | 'OFFICER'
  | 'EXECUTIVE';

/** MISSED: removed, and it was a real danger. */
export type BacktestVerdict =
  | 'KEPT'
  | 'ADDED'
  | 'REMOVED'
  | 'MISSED';

export type BeaconState =
  | 'PAUSED'
  | 'OFFLINE'
  | 'WAITING'
  | 'UNCONFIRMED'
  | 'SHOWN';

/** To bind to less needs a reason and waits for a second person. */
export type BindRiskSourceInput = {
  operationId: string;
  eventId: string;
  version: number;
  binding: SourceBindingInput;
  reason?: string;
  asksSecondPerson?: boolean;
};

export type BoundSide =
  | 'HIGH'
  | 'LOW'
  | 'BOTH';

export type CancelMaintenanceInput = {
  operationId: string;
  windowId: string;
};

/** `version`: of the shift as it was seen. */
export type CancelShiftInput = {
  operationId: string;
  shiftId: string;
  version: number;
};

export type CancelTaskInput = {
  operationId: string;
  taskId: string;
  reason: string;
};

export type CarryOutSuggestionInput = {
  operationId: string;
  suggestionId: string;
  note: string;
};

export type CaseAction =
  | 'ACKNOWLEDGE'
  | 'SUBMIT_DISPOSAL'
  | 'PASS_RECHECK'
  | 'FAIL_RECHECK'
  | 'DISMISS';

export type CaseFilter = {
  states?: Array<CaseState> | null | undefined;
  isMine?: boolean | null | undefined;
  isOverdue?: boolean | null | undefined;
  tiers?: Array<Tier> | null | undefined;
  stages?: Array<Stage> | null | undefined;
  areaIds?: Array<string> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  /** Responsible for the case, or for a task of it. */
  departmentIds?: Array<string> | null | undefined;
  /** Responsible for the case or a task of it, or took the case on. */
  personIds?: Array<string> | null | undefined;
  /** Events of the register that they are about. */
  riskEventIds?: Array<string> | null | undefined;
  /** Included. */
  openedFrom?: string | null | undefined;
  /** Not included. */
  openedTo?: string | null | undefined;
  /** Included. */
  archivedFrom?: string | null | undefined;
  /** Not included. */
  archivedTo?: string | null | undefined;
  /** In number or title, or in the name of its area or equipment. */
  text?: string | null | undefined;
};

export type CaseOutcome =
  | 'RESOLVED'
  | 'FALSE_ALARM'
  | 'DUPLICATE'
  | 'NOT_A_HAZARD';

export type CaseSort = {
  by: CaseSortBy;
  descending?: boolean;
};

export type CaseSortBy =
  | 'NUMBER'
  | 'TIER'
  | 'STATE'
  | 'OPENED'
  | 'CHANGED'
  | 'DUE'
  | 'AREA';

export type CaseState =
  | 'OPEN'
  | 'IN_DISPOSAL'
  | 'AWAITING_RECHECK'
  | 'ARCHIVED';

/** `version`: of what the person looked at. Without a drawing it stays as it is drawn. */
export type ChangeAreaInput = {
  operationId: string;
  areaId: string;
  version: number;
  details: AreaDetailsInput;
  drawing?: AreaDrawingInput | null | undefined;
};

/** `version`: of the department as it was seen. */
export type ChangeDepartmentInput = {
  operationId: string;
  departmentId: string;
  version: number;
  code: string;
  nameZh: string;
  nameEn?: string;
  parentId?: string | null | undefined;
};

/** `version`: of what the person looked at. */
export type ChangeEquipmentInput = {
  operationId: string;
  equipmentId: string;
  version: number;
  details: EquipmentDetailsInput;
};

/** Everything but the role; `version`: of the person as they were seen. */
export type ChangePersonInput = {
  operationId: string;
  siteId: string;
  personId: string;
  version: number;
  nameZh: string;
  nameEn?: string;
  departmentId?: string | null | undefined;
  postId?: string | null | undefined;
  employeeCode?: string | null | undefined;
  joinedOn?: string | null | undefined;
  addresses?: Array<StaffAddressInput>;
};

/** `picture`: null keeps the one it has. */
export type ChangePlanInput = {
  operationId: string;
  planId: string;
  version: number;
  nameZh: string;
  nameEn?: string;
  picture?: string | null | undefined;
};

/** `version`: of the post as it was seen. */
export type ChangePostInput = {
  operationId: string;
  postId: string;
  version: number;
  code: string;
  nameZh: string;
  nameEn?: string;
  departmentId?: string | null | undefined;
  isClosed?: boolean;
};

export type ChangeRiskDraftInput = {
  operationId: string;
  eventId: string;
  version: number;
  content: EventContentInput;
};

export type ChangeRiskObjectInput = {
  operationId: string;
  objectId: string;
  version: number;
  object: RiskObjectInput;
};

/** Each level has a value; a worse one is controlled higher up. */
export type ChangeRiskSettingsInput = {
  operationId: string;
  siteId: string;
  version: number;
  controlLevels: Array<ControlLevelOfRiskInput>;
  reviewMonths: Array<ReviewMonthsInput>;
  lsSet: string;
  reason: string;
};

export type ChangeRiskUnitInput = {
  operationId: string;
  unitId: string;
  version: number;
  unit: RiskUnitInput;
};

/** Officers, executives and administrators are granted by two where two exist: `asks_second_person` asks one, for this reason. `version`: of the person as they were seen. */
export type ChangeRoleInput = {
  operationId: string;
  siteId: string;
  personId: string;
  version: number;
  role: Role;
  reason?: string;
  asksSecondPerson?: boolean;
};

/** Every wording of the site's own; the other scores have those of the product. */
export type ChangeScoreWordingsInput = {
  operationId: string;
  siteId: string;
  version: number;
  wordings: Array<OwnWordingInput>;
  reason: string;
};

/** `version`: of the shift as it was seen. */
export type ChangeShiftInput = {
  operationId: string;
  shiftId: string;
  version: number;
  personId: string;
};

/** `version`: of the pattern as it was seen. */
export type ChangeShiftPatternInput = {
  operationId: string;
  patternId: string;
  version: number;
  nameZh: string;
  startMinute: number;
  minutes: number;
  nameEn?: string;
  isClosed?: boolean;
};

/** `seenAt`: `changedAt` of what was seen; null where the product spoke. */
export type ChangeSiteAdviceInput = {
  operationId: string;
  siteId: string;
  code: string;
  steps: Array<AdviceStepInput>;
  seenAt?: string | null | undefined;
  reason: string;
};

/** `version`: of the settings as they were seen. A source of the wind that is left out stays. */
export type ChangeSiteInput = {
  operationId: string;
  siteId: string;
  version: number;
  nameZh: string;
  nameEn?: string;
  timezone: string;
  language: Language;
  trade?: Trade | null | undefined;
  people?: number | null | undefined;
  labelSet: LabelSet;
  restWeekdays: Array<number>;
  controlRoom?: string;
  windSpeedSource?: string | null | undefined;
  windDirectionSource?: string | null | undefined;
};

/** `version`: of what the person looked at. */
export type ChangeSourceInput = {
  operationId: string;
  sensorId: string | number;
  version: number;
  details: SourceDetailsInput;
};

/** What would call less waits for a second person: `asksSecondPerson` asks one, for this reason. `version`: of the tag as it was seen. */
export type ChangeTagInput = {
  operationId: string;
  siteId: string;
  version: number;
  details: TagDetailsInput;
  isClosed?: boolean;
  reason?: string;
  asksSecondPerson?: boolean;
};

export type ChangeTaskRulesInput = {
  operationId: string;
  siteId: string;
  /** The version that the person saw. */
  basedOn: number;
  reason: string;
  /** All of them, in order. */
  rules: Array<TaskRuleInput>;
};

export type ChangeTierPolicyInput = {
  operationId: string;
  siteId: string;
  /** The version that the person saw. */
  basedOn: number;
  reason: string;
  /** All four. */
  tiers: Array<TierPolicyInput>;
  /** Of this area only. */
  areaId?: string | null | undefined;
  /** Where red or orange alerts would wait longer: ask a second person; what holds goes on until then. */
  asksSecondPerson?: boolean;
};

export type ChannelValueInput = {
  name: string;
  value: string;
};

export type CheckItemInput = {
  /** Made by the client; the same in every later revision. */
  id: string;
  code: string;
  lookFor: TextInput;
  way: CheckWay;
  answer: TextInput;
  category: HazardCategory;
  low?: number | null | undefined;
  high?: number | null | undefined;
  unit?: string;
  owner?: RiskOwnerInput | null | undefined;
};

export type CheckWay =
  | 'ON_SITE'
  | 'PHOTO'
  | 'READING';

export type CloseAreaInput = {
  operationId: string;
  areaId: string;
  version: number;
};

export type CloseDepartmentInput = {
  operationId: string;
  departmentId: string;
  version: number;
};

export type CloseReviewInput = {
  operationId: string;
  proposalId: string;
  verdict: ReviewVerdict;
};

export type CloseRiskEventInput = {
  operationId: string;
  eventId: string;
  version: number;
  reason: string;
  asksSecondPerson?: boolean;
};

export type CloseRiskObjectInput = {
  operationId: string;
  objectId: string;
  version: number;
  reason: string;
};

export type CloseRiskUnitInput = {
  operationId: string;
  unitId: string;
  version: number;
  reason: string;
};

/** `version`: of the roster as it was seen. */
export type CloseRosterInput = {
  operationId: string;
  rosterId: string;
  version: number;
};

/** `share`: of the time for disposal, percent. */
export type ConcernedDepartmentInput = {
  departmentId: string;
  kind: TaskKind;
  work: TextInput;
  share?: number;
};

export type ConfigureChannelInput = {
  operationId: string;
  siteId: string;
  kind: string;
  provider: string;
  settings: Array<ChannelValueInput>;
  /** One that is empty stays as it is. */
  secrets: Array<ChannelValueInput>;
  monthlyCap?: number | null | undefined;
  priceCents?: number | null | undefined;
  /** As the person saw it; 0 for one that is new. */
  version: number;
};

/** People of the viewer's sites, at most 200. */
export type ConfirmPeopleInput = {
  operationId: string;
  personIds: Array<string>;
};

export type ConnectionWay =
  | 'MQTT'
  | 'HTTP'
  | 'CAMERA'
  | 'TAG_READER';

export type ConsentState =
  | 'GIVEN'
  | 'REFUSED'
  | 'WITHDRAWN';

export type ControlLevel =
  | 'COMPANY'
  | 'DEPARTMENT'
  | 'TEAM'
  | 'POST';

export type ControlLevelOfRiskInput = {
  level: number;
  controlLevel: ControlLevel;
};

/** `sensorId`: of the bound source that watches it, where one does. */
export type ControlMeasureInput = {
  /** Made by the client; the same in every later revision. */
  id: string;
  code: string;
  text: TextInput;
  kind: MeasureKind;
  isCritical?: boolean;
  watchedBy?: MeasureWatchedBy;
  sensorId?: string | number | null | undefined;
  owner?: RiskOwnerInput | null | undefined;
  items?: Array<CheckItemInput>;
};

export type CorrectionState =
  | 'ASKED'
  | 'DONE'
  | 'DECLINED';

export type CountedAs =
  | 'RED'
  | 'ORANGE'
  | 'YELLOW'
  | 'OUT'
  | 'UNHEARD'
  | 'BLIND'
  | 'NORMAL';

export type CoverageCellState =
  | 'REGISTERED'
  | 'NOT_APPLICABLE'
  | 'NOT_REGISTERED'
  | 'EMPTY';

/** LIVE: a source with limits sees; CHECKED: a check item asks; BLIND: sources are bound, none sees; NOTHING 没人看. */
export type CoverageClass =
  | 'LIVE'
  | 'CHECKED'
  | 'BLIND'
  | 'NOTHING';

export type CoveredFilter = {
  siteIds?: Array<string> | null | undefined;
  /** Areas of their units. */
  areaIds?: Array<string> | null | undefined;
  stages?: Array<Stage> | null | undefined;
  classes?: Array<CoverageClass> | null | undefined;
  /** Residual level, 1 to 4, 4 the worst. */
  levels?: Array<number> | null | undefined;
};

export type CreateDeviceInput = {
  operationId: string;
  siteId: string;
  name: string;
  codes?: Array<string>;
};

export type DeadlineStep =
  | 'ACKNOWLEDGE'
  | 'DISPOSE'
  | 'RECHECK'
  | 'REVIEW'
  | 'REDRAW';

/** The note is the reason for a no, and must be there then. */
export type DecideAgreementInput = {
  operationId: string;
  agreementId: string;
  isAgreed: boolean;
  note?: string;
};

export type DecideExtensionInput = {
  operationId: string;
  extensionId: string;
  isApproved: boolean;
  note?: string;
};

export type DecideProposalInput = {
  operationId: string;
  proposalId: string;
  note?: string;
};

export type DeclineHazardInput = {
  operationId: string;
  hazardReportId: string;
  reason: DeclineReason;
  note: string;
  originalCaseId?: string | null | undefined;
  /** A report that is major or said to be serious: ask a second person to agree; it waits as it is until then. */
  asksSecondPerson?: boolean;
};

export type DeclineReason =
  | 'NOT_A_HAZARD'
  | 'DUPLICATE';

export type DeclineSuggestionInput = {
  operationId: string;
  suggestionId: string;
  reason: string;
};

export type DeleteViewInput = {
  operationId: string;
  viewId: string;
};

export type DeliveryState =
  | 'PENDING'
  | 'GROUPED'
  | 'SENDING'
  | 'ACCEPTED'
  | 'SHOWN'
  | 'OPENED'
  | 'FAILED'
  | 'GONE'
  | 'EXPIRED'
  | 'NOT_NEEDED'
  | 'NO_ADDRESS';

/** The only level that is given: a clause prescribes it. */
export type DirectInput = {
  /** 1 to 4, 4 the worst. */
  level: number;
  clause: string;
};

/** `successorId`: who takes over what the person has open. */
export type DisablePersonInput = {
  operationId: string;
  personId: string;
  successorId?: string | null | undefined;
};

export type DismissCaseInput = {
  operationId: string;
  caseId: string;
  outcome: CaseOutcome;
  reason: string;
  code?: DismissalReason | null | undefined;
  /** Where nobody may end it alone, ask a second person to agree; the case stays open. */
  asksSecondPerson?: boolean;
};

export type DismissSourceInput = {
  operationId: string;
  siteId: string;
  code: string;
};

export type DismissalReason =
  | 'SENSOR_FAULT'
  | 'CALIBRATION'
  | 'PROCESS_CHANGE'
  | 'LIMIT_TOO_TIGHT'
  | 'TEST_OR_MAINTENANCE'
  | 'KNOWN'
  | 'OTHER';

export type DocumentKind =
  | 'PHOTO'
  | 'NAMEPLATE'
  | 'ACCEPTANCE'
  | 'INSPECTION'
  | 'REGISTRATION'
  | 'OTHER';

export type DraftRiskEventInput = {
  operationId: string;
  unitId: string;
  code: string;
  content: EventContentInput;
};

/** A report, a case, or what a person is about to report at a place. */
export type DuplicatesOf = {
  reportId?: string | null | undefined;
  caseId?: string | null | undefined;
  equipmentCode?: string | null | undefined;
  areaId?: string | null | undefined;
  category?: HazardCategory | null | undefined;
};

export type Duty =
  | 'OFFICER'
  | 'EXECUTIVE'
  | 'LEAD'
  | 'POST';

/** `early`: up to yellow; `urgent`: from orange; a tier may have its own. */
export type EmergencyStepsInput = {
  early?: Array<TextInput>;
  urgent?: Array<TextInput>;
  ofTier?: Array<StepsOfTierInput>;
};

export type EnablePersonInput = {
  operationId: string;
  personId: string;
};

export type EndSignInInput = {
  operationId: string;
  signInId: string;
};

export type EndSignInsInput = {
  operationId: string;
  personId: string;
};

/** What draws the pages of a browser, whatever its name. */
export type Engine =
  | 'CHROMIUM'
  | 'WEBKIT'
  | 'GECKO'
  | 'OTHER';

/** `otherCodes`: codes that lead to the machine beside its own. */
export type EquipmentDetailsInput = {
  code: string;
  nameZh: string;
  areaId: string;
  stage: Stage;
  nameEn?: string;
  kind?: string;
  parentId?: string | null | undefined;
  maker?: string;
  serialNumber?: string;
  isSpecial?: boolean;
  nextInspectionAt?: string | null | undefined;
  nextMaintenanceAt?: string | null | undefined;
  otherCodes?: Array<string>;
};

export type EquipmentState =
  | 'INSTALLED'
  | 'COMMISSIONED'
  | 'RUNNING'
  | 'UNDER_REPAIR'
  | 'SCRAPPED';

/** Every reason for a refusal, as in `extensions.code` of an error; worded by the client. */
export type ErrorCode =
  | 'CONFLICT'
  | 'ILLEGAL_TRANSITION'
  | 'SAME_PERSON'
  | 'SECOND_PERSON_REQUIRED'
  | 'LIMITS_CHANGED'
  | 'NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'MODULE_OFF'
  | 'UNAUTHENTICATED'
  | 'SESSION_REVOKED'
  | 'TOO_MANY_ATTEMPTS'
  | 'WRONG_CREDENTIALS'
  | 'INVALID_INPUT'
  | 'EVIDENCE_REQUIRED'
  | 'SIGNATURE_REQUIRED'
  | 'REASON_REQUIRED'
  | 'REASON_TOO_SHORT'
  | 'REASON_REPEATED'
  | 'CLAUSE_REQUIRED'
  | 'SCORE_OFF_SCALE'
  | 'RESIDUAL_WORSE'
  | 'MEASURE_REQUIRED'
  | 'CONTROL_LEVEL_TOO_LOW'
  | 'CONTENT_CHANGED'
  | 'SOURCE_NOT_NORMAL'
  | 'TASKS_OPEN'
  | 'RED_NEEDS_CONFIRMATION'
  | 'RED_TOO_SLOW'
  | 'LADDER_INVALID'
  | 'VOICE_RED_ONLY'
  | 'CASE_ARCHIVED'
  | 'ALREADY_ACKNOWLEDGED'
  | 'ACKNOWLEDGE_ONE_BY_ONE'
  | 'ALREADY_TRIAGED'
  | 'PHOTO_NOT_AN_IMAGE'
  | 'PHOTO_TRUNCATED'
  | 'PHOTO_TOO_LARGE'
  | 'PHOTO_TOO_MANY_PIXELS'
  | 'PHOTO_HASH_MISMATCH'
  | 'PHOTO_MISSING'
  | 'ROOT_CAUSE_REQUIRED'
  | 'ORIGINAL_REQUIRED'
  | 'TOO_LATE'
  | 'ALREADY_THANKED'
  | 'ALREADY_OBJECTED'
  | 'ALREADY_REOPENED'
  | 'ANONYMOUS_NOT_ALLOWED'
  | 'VOICE_NOT_AUDIO'
  | 'VOICE_TOO_LARGE'
  | 'VOICE_HASH_MISMATCH'
  | 'VOICE_MISSING'
  | 'REMEDIATION_PLAN_REQUIRED'
  | 'FLAGS_NOT_SEEN'
  | 'NAME_TAKEN'
  | 'CODE_TAKEN'
  | 'CODE_INVALID'
  | 'CODE_NOT_LATIN'
  | 'TAG_CODE_INVALID'
  | 'PARENT_CYCLE'
  | 'AREA_IN_USE'
  | 'AREA_CLOSED'
  | 'AREA_UNKNOWN'
  | 'EQUIPMENT_UNKNOWN'
  | 'OWNER_UNKNOWN'
  | 'SOURCE_UNKNOWN'
  | 'SOURCE_OUT_OF_SERVICE'
  | 'UNIT_DIFFERS'
  | 'PLAN_IN_USE'
  | 'PLAN_UNREADABLE'
  | 'DOCUMENT_UNREADABLE'
  | 'DOCUMENT_TOO_LARGE'
  | 'DOCUMENT_TOO_LONG'
  | 'POLYGON_INVALID'
  | 'POLYGON_OUTSIDE'
  | 'POLYGON_CROSSED'
  | 'ACCEPTANCE_REQUIRED'
  | 'INSPECTION_OVERDUE'
  | 'STEP_AHEAD'
  | 'STEP_BEFORE_LAST'
  | 'UNIT_IN_USE'
  | 'TOO_MANY_LABELS'
  | 'TOO_MANY_VIEWS'
  | 'DEADLINE_PASSED'
  | 'DEADLINE_BEYOND_POLICY'
  | 'NOT_OF_DEPARTMENT'
  | 'NAME_INVALID'
  | 'NAME_DIFFERS'
  | 'USERNAME_INVALID'
  | 'USERNAME_TAKEN'
  | 'PHONE_INVALID'
  | 'EMAIL_INVALID'
  | 'DEPARTMENT_CYCLE'
  | 'DEPARTMENT_TOO_DEEP'
  | 'DEPARTMENT_HAS_PEOPLE'
  | 'DEPARTMENT_HAS_PARTS'
  | 'DEPARTMENT_HAS_TASKS'
  | 'DEPARTMENT_HAS_SOURCES'
  | 'DEPARTMENT_REQUIRED'
  | 'POST_IN_USE'
  | 'POST_HAS_SOURCES'
  | 'OWN_ROLE'
  | 'LAST_ADMINISTRATOR'
  | 'CLOSED'
  | 'ASSESSMENT_REQUIRED'
  | 'UNKNOWN_ACCIDENT_CLASS'
  | 'TOO_MANY_SOURCES'
  | 'TOO_MANY_MEASURES'
  | 'SOURCE_NOT_BOUND'
  | 'RISK_CLOSED'
  | 'RISK_IN_USE'
  | 'RISK_IN_DANGER'
  | 'RISK_MAP_EMPTY'
  | 'PLAN_MISSING'
  | 'POST_HAS_RISKS'
  | 'DEPARTMENT_HAS_RISKS'
  | 'ADVICE_INTO_GAS'
  | 'CELL_REQUIRED'
  | 'CELL_FORMULA'
  | 'CELL_NO_DATE'
  | 'CELL_NO_CHOICE'
  | 'CELL_TOO_LONG'
  | 'CELL_UNKNOWN_CODE'
  | 'CELL_CODE_TWICE'
  | 'CELL_ROUNDED'
  | 'CELL_NO_HOLDER'
  | 'CELL_ROLE_INVALID'
  | 'CELL_ROW_TWICE'
  | 'CELL_NO_MOMENT'
  | 'CELL_NOT_OF_LINE'
  | 'CELL_TOO_FAR_AHEAD'
  | 'CELL_NO_NUMBER'
  | 'CELL_OUT_OF_RANGE'
  | 'CELL_LIMITS_CROSS'
  | 'CELL_ROWS_DIFFER'
  | 'CELL_NO_READINGS'
  | 'CELL_LIMITS_IN_FORCE'
  | 'CELL_NOT_CHANGED_HERE'
  | 'CELL_PART_MOVED'
  | 'CELL_READING_ONLY'
  | 'CELL_BOUND_OTHERWISE'
  | 'CELL_LINE_PARTS'
  | 'LEVEL_COMPUTED'
  | 'COLUMN_MISSING'
  | 'COLUMN_TWICE'
  | 'SHEET_TWICE'
  | 'WORKBOOK_UNREADABLE'
  | 'WORKBOOK_FOREIGN'
  | 'WORKBOOK_TOO_LARGE'
  | 'WORKBOOK_TOO_MANY_ROWS'
  | 'WORKBOOK_BUSY'
  | 'EXTENSION_LIMIT'
  | 'QUERY_TOO_DEEP'
  | 'QUERY_TOO_COMPLEX'
  | 'PASSWORD_TOO_SHORT'
  | 'PASSWORD_TOO_LONG'
  | 'PASSWORD_TOO_COMMON'
  | 'PASSWORD_HOLDS_NAME'
  | 'INVITATION_ENDED'
  | 'SETUP_CLOSED'
  | 'ACCOUNT_DISABLED'
  | 'CONSENT_MISSING'
  | 'RESET_LATELY'
  | 'OPENED_LATELY'
  | 'ACCOUNT_LINKED'
  | 'HAND_OVER_NEEDED'
  | 'LEAVE_DATE_INVALID'
  | 'WRONG_CODE'
  | 'PASSKEY_REFUSED'
  | 'TOO_MANY_PASSKEYS'
  | 'WRONG_PIN'
  | 'PIN_ENDED'
  | 'ADDRESS_MISSING'
  | 'NO_CHANNEL'
  | 'QUIET_HOURS_TOO_LONG'
  | 'ONLY_BROWSER'
  | 'CODE_ENDED'
  | 'LINK_ENDED'
  | 'SETTING_INVALID'
  | 'SHIFT_LENGTH_INVALID'
  | 'SHIFT_TWICE'
  | 'SHIFT_BEGUN'
  | 'NOT_OF_ROSTER'
  | 'SWAP_ASKED'
  | 'PIN_TOO_SIMPLE'
  | 'STEP_UP_NEEDED'
  | 'OPERATION_UNKNOWN'
  | 'UNKNOWN_HOST'
  | 'UNAVAILABLE'
  | 'LIBRARY_MISSING'
  | 'INTERNAL';

/** Scores make the levels; `accidentClass`: `GB_2025/16`. */
export type EventContentInput = {
  title: TextInput;
  stage: Stage;
  owner: RiskOwnerInput;
  harm?: TextInput | null | undefined;
  causes?: Array<TextInput>;
  signs?: Array<TextInput>;
  accidentClass?: string;
  inherent?: RiskScoresInput | null | undefined;
  residual?: RiskScoresInput | null | undefined;
  /** Cut-off set of LS; null: LS-A. */
  lsSet?: string | null | undefined;
  restsOn?: Array<string>;
  team?: RiskTeamInput | null | undefined;
  controlLevel?: ControlLevel | null | undefined;
  steps?: EmergencyStepsInput | null | undefined;
  calls?: Array<RiskCallInput>;
  departments?: Array<ConcernedDepartmentInput>;
  measures?: Array<ControlMeasureInput>;
  bindings?: Array<SourceBindingInput>;
  reviewMonths?: number | null | undefined;
};

/** A photo that was PUT to /photos/{sha256} by the same person before; else PHOTO_MISSING. */
export type EvidenceInput = {
  sha256: string;
  takenAt?: string | null | undefined;
  latitude?: number | null | undefined;
  longitude?: number | null | undefined;
};

export type ExcludeStageInput = {
  operationId: string;
  areaId: string;
  stage: Stage;
  reason: string;
};

export type ExtensionKind =
  | 'EXTENSION'
  | 'PAUSE';

export type ExtensionState =
  | 'ASKED'
  | 'APPROVED'
  | 'REFUSED'
  | 'ENDED';

export type FailRecheckInput = {
  operationId: string;
  caseId: string;
  reason: RecheckReason;
  note?: string;
  photos: Array<EvidenceInput>;
  /** The tasks that have to be done again. */
  reopenTasks?: Array<string> | null | undefined;
};

export type FinishTaskInput = {
  operationId: string;
  taskId: string;
  measures: string;
  photos?: Array<EvidenceInput>;
};

export type FlagReason =
  | 'SAME_PERSON_TOOK_PART'
  | 'TIME_ORDER'
  | 'OLDER_THAN_ALERT'
  | 'SAME_PHOTO'
  | 'FAR_AWAY'
  | 'NO_CAPTURE_TIME';

export type FollowUpCasesInput = {
  operationId: string;
  /** At most 100; one that ended is passed over. */
  caseIds: Array<string>;
  text?: string;
};

export type FollowUpFilter =
  | 'OPEN'
  | 'MINE'
  | 'ALL';

export type FollowUpSort = {
  by: FollowUpSortBy;
  descending?: boolean;
};

export type FollowUpSortBy =
  | 'CASE'
  | 'TIER'
  | 'STEP'
  | 'ASKED'
  | 'ANSWERED';

/** What `filter` leaves, narrowed down. */
export type FollowUpWhere = {
  /** Of the case. */
  tiers?: Array<Tier> | null | undefined;
  steps?: Array<DeadlineStep> | null | undefined;
  /** Of the case. */
  areaIds?: Array<string> | null | undefined;
  /** Of the case. */
  equipmentIds?: Array<string> | null | undefined;
  /** Responsible for the case, or for a task of it. */
  departmentIds?: Array<string> | null | undefined;
  /** Who was asked. */
  personIds?: Array<string> | null | undefined;
  isAutomatic?: boolean | null | undefined;
  /** Included. */
  askedFrom?: string | null | undefined;
  /** Not included. */
  askedTo?: string | null | undefined;
  /** In question or answer, in number or title of the case, or in its place. */
  text?: string | null | undefined;
};

export type ForgetChannelBeforeInput = {
  operationId: string;
  channelId: string;
};

export type GroupScope =
  | 'EQUIPMENT'
  | 'AREA'
  | 'GATEWAY'
  | 'SITE';

export type HazardCategory =
  | 'FIRE'
  | 'ELECTRICAL'
  | 'MECHANICAL'
  | 'CHEMICAL'
  | 'GAS_LEAK'
  | 'FALL_FROM_HEIGHT'
  | 'CONFINED_SPACE'
  | 'LIFTING'
  | 'TRAFFIC'
  | 'PPE'
  | 'HOUSEKEEPING'
  | 'OTHER';

export type HazardGrade =
  | 'GENERAL'
  | 'MAJOR';

export type HazardReportFilter = {
  states?: Array<HazardState> | null | undefined;
  isMine?: boolean | null | undefined;
  grades?: Array<HazardGrade> | null | undefined;
  categories?: Array<HazardCategory> | null | undefined;
  areaIds?: Array<string> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  /** Responsible for its case, or for a task of it. */
  departmentIds?: Array<string> | null | undefined;
  /** Responsible for its case or a task of it; never who reported it. */
  personIds?: Array<string> | null | undefined;
  /** Included. */
  receivedFrom?: string | null | undefined;
  /** Not included. */
  receivedTo?: string | null | undefined;
  kinds?: Array<ReportKind> | null | undefined;
  /** In number or description, in the name of its place, or in the number of its case. */
  text?: string | null | undefined;
};

export type HazardReportSort = {
  by: HazardReportSortBy;
  descending?: boolean;
};

export type HazardReportSortBy =
  | 'NUMBER'
  | 'STATE'
  | 'GRADE'
  | 'CATEGORY'
  | 'RECEIVED'
  | 'CAPTURED'
  | 'AREA';

export type HazardState =
  | 'SUBMITTED'
  | 'ACCEPTED'
  | 'DECLINED';

export type IncludeStageInput = {
  operationId: string;
  areaId: string;
  stage: Stage;
};

export type InvitePersonInput = {
  operationId: string;
  personId: string;
};

export type IssueRiskMapInput = {
  operationId: string;
  siteId: string;
  /** Until it is drawn again, 1 to 12; a quarter unless said otherwise. */
  months?: number;
};

export type KeepRegisterInput = {
  operationId: string;
  caseId: string;
  version: number;
  reason: string;
};

export type KeyRefusal =
  | 'KEY_UNKNOWN'
  | 'KEY_REVOKED'
  | 'OTHER_SITE'
  | 'OTHER_SOURCE'
  | 'ACCOUNT';

export type KpiFigure =
  | 'ALERTS_PER_DAY'
  | 'RED_SHARE'
  | 'ACKNOWLEDGED_IN_TIME'
  | 'FALSE_ALARMS'
  | 'FLOOD_TIME'
  | 'CHATTERING'
  | 'STALE'
  | 'TOP_TEN';

export type LabelPage =
  | 'NOTHING'
  | 'NAME'
  | 'REPORT';

/** The words of risk levels: RISK 重大 to 低, EMERGENCY 特别重大 to 一般. */
export type LabelSet =
  | 'RISK'
  | 'EMERGENCY';

export type Language =
  | 'ZH'
  | 'EN';

export type LecScoresInput = {
  likelihood: number;
  exposure: number;
  consequence: number;
};

/** Why something may be the same thing. */
export type Likeness =
  | 'SAME_EQUIPMENT'
  | 'SAME_AREA'
  | 'SAME_CATEGORY'
  | 'STILL_OPEN'
  | 'RECENT';

export type LimitInput = {
  side: LimitSide;
  tier: Tier;
  value: number;
};

export type LimitSide =
  | 'HIGH'
  | 'LOW';

export type LinkDuplicateInput = {
  operationId: string;
  caseId: string;
  originalId: string;
  note?: string;
};

export type LinkRegisteredRiskInput = {
  operationId: string;
  caseId: string;
  version: number;
  riskEventId: string;
};

export type ListName =
  | 'ALERTS'
  | 'ARCHIVED_CASES'
  | 'CASES'
  | 'COVERED_EVENTS'
  | 'FOLLOW_UPS'
  | 'HAZARD_REPORTS'
  | 'RISK_EVENTS'
  | 'SOURCES'
  | 'SUGGESTIONS'
  | 'TASKS';

export type LiveRiskCauseKind =
  | 'ALERT'
  | 'LATE_CASE'
  | 'MEASURE_AWAY'
  | 'BLIND_SOURCE';

export type LsScoresInput = {
  likelihood: number;
  severity: number;
};

export type MakeChatCodeInput = {
  operationId: string;
  /** To whose bot it is written. */
  siteId: string;
};

/** Of a phone, coarse; a computer is OTHER. */
export type Maker =
  | 'XIAOMI'
  | 'HUAWEI'
  | 'OPPO'
  | 'VIVO'
  | 'SAMSUNG'
  | 'APPLE'
  | 'OTHER';

export type MarkReportSeenInput = {
  operationId: string;
  reportId: string;
};

export type MeasureKind =
  | 'ENGINEERING'
  | 'MANAGEMENT'
  | 'PPE'
  | 'EMERGENCY';

/** IN_PLACE 在位, AWAY 不在位, UNWATCHED 没人看: nobody knows. */
export type MeasureStanding =
  | 'IN_PLACE'
  | 'AWAY'
  | 'UNWATCHED';

export type MeasureWatchedBy =
  | 'SOURCE'
  | 'CHECK';

export type MergeCasesInput = {
  operationId: string;
  caseIds: Array<string>;
  targetId: string;
  note?: string;
};

/** Parts of the product that a site may switch off. */
export type Module =
  | 'SUGGESTIONS'
  | 'REPORTS_WITHOUT_NAME'
  | 'CAMERA_EVENTS'
  | 'TUNING'
  | 'DEPARTMENT_TASKS';

/** `at`: when it happened. */
export type MoveEquipmentOnInput = {
  operationId: string;
  equipmentId: string;
  version: number;
  state: EquipmentState;
  at: string;
  reason?: string;
};

/** Event of the register that an open case is about, and the measure that failed; without an event: it is about none. `version`: of what was named before, 0 where nothing was. */
export type NameCaseRiskInput = {
  operationId: string;
  caseId: string;
  version: number;
  riskEventId?: string | null | undefined;
  failedMeasureId?: string | null | undefined;
};

/** `personId` null: nobody. Two name them where there are two: `asks_second_person` asks one, for this reason. `version`: of the settings as they were seen. */
export type NameSecondPersonInput = {
  operationId: string;
  siteId: string;
  personId?: string | null | undefined;
  version: number;
  reason?: string;
  asksSecondPerson?: boolean;
};

export type NoteAlarmShownInput = {
  operationId: string;
  alertId: string;
};

/** `major`: of the engine; 0 where the browser does not say. */
export type NoteBrowserInput = {
  operationId: string;
  maker: Maker;
  engine: Engine;
  major: number;
};

/** `isGiven`: consent, where it is asked for and decided. */
export type NoticeAnswerInput = {
  purpose: Purpose;
  version: number;
  isGiven?: boolean | null | undefined;
};

export type ObjectAnonymouslyInput = {
  operationId: string;
  key: string;
  reason: string;
};

export type ObjectReportInput = {
  operationId: string;
  reportId: string;
  reason: string;
};

export type ObjectionState =
  | 'OPEN'
  | 'UPHELD'
  | 'REJECTED';

export type ObservationRuleInput = {
  type: string;
  tier: Tier;
  minConfidence?: number;
  minSightings?: number;
  withinSeconds?: number;
  clearAfterSeconds?: number;
  areas?: Array<string>;
  tagKinds?: Array<TagKind>;
  tag?: TagCondition;
  unlessRoles?: Array<string>;
  fromMinute?: number | null | undefined;
  toMinute?: number | null | undefined;
  raises?: string;
};

export type OutageKind =
  | 'MAINTENANCE'
  | 'OUT_OF_SERVICE';

export type OverlapKind =
  | 'SAME_PERSON'
  | 'SAME_ROSTER';

export type OverviewFilter = {
  areaIds?: Array<string> | null | undefined;
  areaCodes?: Array<string> | null | undefined;
  stages?: Array<Stage> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  countedAs?: Array<CountedAs> | null | undefined;
  /** Only those that nobody sees because of this source, and of which nothing else is active or unanswered; each is a row of its own. */
  explainedBy?: string | number | null | undefined;
};

export type OwnWordingInput = {
  method: AssessmentMethod;
  axis: ScoreAxis;
  score: number;
  wording: TextInput;
};

export type PartState =
  | 'WORKS'
  | 'AWAY'
  | 'UNKNOWN';

export type PassRecheckInput = {
  operationId: string;
  caseId: string;
  contentHash: string;
  note?: string;
  photos: Array<EvidenceInput>;
  /** A picture, of a phone of before; it is kept as one. */
  signature?: EvidenceInput | null | undefined;
  /** The signature as it was drawn; the server makes its picture. */
  strokes?: Array<StrokeInput> | null | undefined;
  overrideReason?: string | null | undefined;
  flagsSeen?: Array<FlagReason> | null | undefined;
};

export type PauseChannelInput = {
  operationId: string;
  channelId: string;
  reason: string;
  asksSecondPerson?: boolean;
};

export type Permission =
  | 'REPORT_HAZARD'
  | 'ACKNOWLEDGE'
  | 'DISPOSE'
  | 'RECHECK'
  | 'TRIAGE'
  | 'DISMISS'
  | 'OVERRIDE_SOURCE'
  | 'RUN_SIMULATION'
  | 'SEE_KPIS'
  | 'EXPORT_READINGS'
  | 'SET_RETENTION'
  | 'PROPOSE_LIMITS'
  | 'APPROVE_LIMITS'
  | 'MANAGE_SOURCES'
  | 'MANAGE_PLACES'
  | 'CHANGE_POLICY'
  | 'FOLLOW_UP'
  | 'REOPEN'
  | 'SET_ANONYMITY'
  | 'DECIDE_EXTENSION'
  | 'SHELVE'
  | 'MANAGE_TASKS'
  | 'MANAGE_ALL_TASKS'
  | 'SUPPRESS'
  | 'AGREE'
  | 'MANAGE_PEOPLE'
  | 'MANAGE_ORGANISATION'
  | 'MANAGE_ACCOUNTS'
  | 'GRANT_ROLES'
  | 'CONFIRM_PEOPLE'
  | 'MANAGE_SITE'
  | 'MANAGE_CHANNELS'
  | 'PLAN_ROSTER'
  | 'PLAN_EVERY_ROSTER'
  | 'EDIT_RISKS'
  | 'EDIT_ALL_RISKS';

/** Without plan or position it is taken off the plan. */
export type PlaceEquipmentInput = {
  operationId: string;
  equipmentId: string;
  version: number;
  planId?: string | null | undefined;
  at?: PlanPointInput | null | undefined;
};

/** Without plan or position it is taken off the plan. */
export type PlaceSourceInput = {
  operationId: string;
  sensorId: string | number;
  version: number;
  planId?: string | null | undefined;
  at?: PlanPointInput | null | undefined;
};

export type PlanMaintenanceInput = {
  operationId: string;
  equipmentId?: string | null | undefined;
  areaId?: string | null | undefined;
  startsAt: string;
  endsAt: string;
  reason: string;
  suppressesRed?: boolean;
  confirmsRed?: boolean;
  /** Plan it again so many days after each beginning, until the next one is cancelled. */
  repeatDays?: number | null | undefined;
};

export type PlanPointInput = {
  x: number;
  y: number;
};

export type PlanRosterInput = {
  operationId: string;
  plan: RosterPlanInput;
};

export type PolicyChannel =
  | 'IN_APP'
  | 'WEB_PUSH'
  | 'CHAT'
  | 'SMS'
  | 'VOICE'
  | 'EMAIL';

export type ProposalState =
  | 'DRAFT'
  | 'SHADOW'
  | 'APPROVED'
  | 'REJECTED'
  | 'WITHDRAWN';

export type ProposeIndicatorInput = {
  operationId: string;
  sensorId: string | number;
  baseVersion: number;
  proposed: ProposedIndicatorInput;
  reason: string;
  days?: number;
  approveAtOnce?: boolean;
};

/** What is left out stays as it is in force; null for a rate, stuck time or span means none. */
export type ProposedIndicatorInput = {
  limits?: Array<LimitInput> | null | undefined;
  deadband?: number | null | undefined;
  onDelaySeconds?: number | null | undefined;
  offDelaySeconds?: number | null | undefined;
  silentAfterSeconds?: number | null | undefined;
  rateLimit?: RateLimitInput | null | undefined;
  stuckAfterSeconds?: number | null | undefined;
  span?: SpanInput | null | undefined;
  isLearned?: boolean | null | undefined;
};

/** `version`: of the notice that it replaces. */
export type PublishNoticeInput = {
  operationId: string;
  siteId: string;
  purpose: Purpose;
  version: number;
  textZh: string;
  textEn?: string;
};

export type Purpose =
  | 'ACCOUNT'
  | 'WORK'
  | 'PLACE'
  | 'VOICE'
  | 'RECOGNITION';

export type PutRiskInForceInput = {
  operationId: string;
  eventId: string;
  version: number;
};

export type Quality =
  | 'GOOD'
  | 'UNCERTAIN'
  | 'BAD';

export type QuietHoursInput = {
  fromMinute: number;
  untilMinute: number;
  weekdays: Array<number>;
};

export type RaiseHazardGradeInput = {
  operationId: string;
  caseId: string;
  clause: string;
};

export type RateLimitInput = {
  perMinute: number;
  windowSeconds: number;
  tier: Tier;
};

export type ReadHandOverInput = {
  operationId: string;
  shiftId: string;
};

/** Steps of the set-up, in their order. */
export type ReadinessKind =
  | 'DEPARTMENTS'
  | 'PEOPLE'
  | 'SECOND_PERSON'
  | 'AREAS'
  | 'PLAN'
  | 'EQUIPMENT'
  | 'SOURCES'
  | 'UNHEARD'
  | 'LIMITS'
  | 'EVENTS'
  | 'RED_WATCHED'
  | 'MESSAGES'
  | 'ALERT_TEST';

export type RecheckReason =
  | 'NOT_EFFECTIVE'
  | 'INCOMPLETE'
  | 'EVIDENCE_UNCLEAR'
  | 'NEW_HAZARD'
  | 'OTHER';

export type RecommendedKind =
  | 'DEADBAND'
  | 'ON_DELAY'
  | 'OFF_DELAY'
  | 'LIMIT';

export type ReconnectChannelInput = {
  operationId: string;
  channelId: string;
};

export type RecordRemediationPlanInput = {
  operationId: string;
  caseId: string;
  responsible: string;
  measures: string;
  funds: string;
  deadline: string;
  plan: string;
};

/** 5-why: at least three of them are filled in. */
export type RecordRootCauseInput = {
  operationId: string;
  caseId: string;
  problem: string;
  whys: Array<string>;
  rootCause: string;
  measure: string;
  ownerId: string;
  dueOn: string;
};

export type RecurrenceBasis =
  | 'EQUIPMENT'
  | 'EVENT'
  | 'AREA';

export type RegisterAnswer =
  | 'CHANGED'
  | 'UNCHANGED'
  | 'REGISTERED';

export type RegisterMatterInput = {
  operationId: string;
  eventId: string;
  caseIds: Array<string>;
  sensorId?: string | number | null | undefined;
};

export type RejectReason =
  | 'TOPIC'
  | 'MALFORMED'
  | 'TIMESTAMP'
  | 'VALUE'
  | 'TOO_LARGE'
  | 'POISON'
  | 'SNAPSHOT';

export type ReleaseSignInInput = {
  operationId: string;
  personId: string;
};

export type RemoveBeaconInput = {
  operationId: string;
  beaconId: string;
  reason: string;
  asksSecondPerson?: boolean;
};

export type RemoveDemoInput = {
  operationId: string;
  siteId: string;
  /** Of the site, as somebody typed it to be sure. */
  name: string;
};

export type RemoveEquipmentDocumentInput = {
  operationId: string;
  documentId: string;
};

export type RemoveOutletInput = {
  operationId: string;
  outletId: string;
  reason: string;
  asksSecondPerson?: boolean;
};

export type RemovePlanInput = {
  operationId: string;
  planId: string;
  version: number;
};

export type ReopenCaseInput = {
  operationId: string;
  caseId: string;
  reason: string;
};

export type ReopenTaskInput = {
  operationId: string;
  taskId: string;
  reason: string;
};

export type ReplayOutletInput = {
  operationId: string;
  outletId: string;
};

/** Sent without a sign-in. `keyHash`: hex sha256 of the follow-up key. */
export type ReportAnonymouslyInput = {
  operationId: string;
  sitePass: string;
  keyHash: string;
  category: HazardCategory;
  grade?: HazardGrade;
  clause?: string | null | undefined;
  description?: string;
  areaId?: string | null | undefined;
  equipmentCode?: string | null | undefined;
  photos: Array<EvidenceInput>;
  capturedAt: string;
  kind?: ReportKind;
  isSerious?: boolean;
};

export type ReportHazardInput = {
  operationId: string;
  category: HazardCategory;
  grade?: HazardGrade;
  clause?: string | null | undefined;
  description?: string;
  areaId?: string | null | undefined;
  equipmentCode?: string | null | undefined;
  photos: Array<EvidenceInput>;
  capturedAt: string;
  kind?: ReportKind;
  isSerious?: boolean;
  voice?: VoiceInput | null | undefined;
  /** What the clock of the phone lacked at `capturedAt`. */
  clockOffsetSeconds?: number;
  /** Event of the register from whose page it is reported. */
  riskEventId?: string | null | undefined;
};

export type ReportKind =
  | 'HAZARD'
  | 'NEAR_MISS'
  | 'UNSAFE_ACT';

/** `id` is made by the client. */
export type RequestExtensionInput = {
  operationId: string;
  id: string;
  caseId: string;
  kind: ExtensionKind;
  minutes: number;
  reason: string;
  /** For one task, asked by its owner; without it for the disposal. */
  taskId?: string | null | undefined;
};

export type ResumeChannelInput = {
  operationId: string;
  channelId: string;
};

export type ResumeDeadlineInput = {
  operationId: string;
  extensionId: string;
};

export type ResumeRiskUnitInput = {
  operationId: string;
  unitId: string;
  version: number;
};

export type ReturnSensorToServiceInput = {
  operationId: string;
  sensorId: string | number;
};

export type ReviewMonthsInput = {
  level: number;
  months: number;
};

/** Reviewed, and it stays as it is. */
export type ReviewRiskEventInput = {
  operationId: string;
  eventId: string;
  version: number;
  reason: string;
};

export type ReviewVerdict =
  | 'KEEP'
  | 'ADJUST';

/** What quietens alarms waits for a second person: `asksSecondPerson` asks one for this reason. */
export type ReviseRiskEventInput = {
  operationId: string;
  eventId: string;
  version: number;
  content: EventContentInput;
  reason?: string;
  asksSecondPerson?: boolean;
};

export type RevokeDeviceInput = {
  operationId: string;
  deviceId: string;
};

export type RiskCallInput = {
  name?: TextInput | null | undefined;
  phone?: string;
  postId?: string | null | undefined;
  personId?: string | null | undefined;
};

export type RiskDifferenceKind =
  | 'ADDED'
  | 'REMOVED'
  | 'CHANGED';

export type RiskEventState =
  | 'DRAFT'
  | 'IN_FORCE'
  | 'CLOSED';

export type RiskFilter = {
  siteIds?: Array<string> | null | undefined;
  states?: Array<RiskEventState> | null | undefined;
  /** Residual level, 1 to 4, 4 the worst. */
  levels?: Array<number> | null | undefined;
  stages?: Array<Stage> | null | undefined;
  controlLevels?: Array<ControlLevel> | null | undefined;
  objectIds?: Array<string> | null | undefined;
  unitIds?: Array<string> | null | undefined;
  /** Areas of their units. */
  areaIds?: Array<string> | null | undefined;
  /** Machines of their units. */
  equipmentIds?: Array<string> | null | undefined;
  /** Bound sources. */
  sensorIds?: Array<string | number> | null | undefined;
  departmentIds?: Array<string> | null | undefined;
  personIds?: Array<string> | null | undefined;
  accidentClasses?: Array<string> | null | undefined;
  /** Hold, and wait for a second person to confirm them. */
  isUnconfirmed?: boolean | null | undefined;
  /** A revision of them waits. */
  hasProposal?: boolean | null | undefined;
  /** Their review is overdue. */
  isReviewOverdue?: boolean | null | undefined;
  /** In code or title. */
  text?: string | null | undefined;
};

export type RiskLouder =
  | 'NEW'
  | 'LEVEL_UP'
  | 'SOURCE_BOUND'
  | 'MEASURE_ADDED';

export type RiskObjectInput = {
  code: string;
  name: TextInput;
  owner: RiskOwnerInput;
};

/** Who answers for it: a department, and in it a post or a person. */
export type RiskOwnerInput = {
  departmentId?: string | null | undefined;
  postId?: string | null | undefined;
  personId?: string | null | undefined;
};

/** Ways in which a revision quietens alarms. */
export type RiskQuietens =
  | 'LEVEL_DOWN'
  | 'SOURCE_UNBOUND'
  | 'SOURCE_BOUND_TO_LESS'
  | 'CRITICAL_MEASURE_GONE'
  | 'CLOSED';

export type RiskRevisionState =
  | 'PROPOSED'
  | 'IN_FORCE'
  | 'DECLINED'
  | 'WITHDRAWN'
  | 'ENDED';

/** Scores of one method; exactly one of the three. */
export type RiskScoresInput = {
  lec?: LecScoresInput | null | undefined;
  ls?: LsScoresInput | null | undefined;
  direct?: DirectInput | null | undefined;
};

export type RiskSort = {
  by: RiskSortBy;
  descending?: boolean;
};

export type RiskSortBy =
  | 'CODE'
  | 'LEVEL'
  | 'INHERENT'
  | 'STAGE'
  | 'REVIEW';

export type RiskTeamInput = {
  personIds: Array<string>;
  on: string;
};

export type RiskUnitInput = {
  code: string;
  name: TextInput;
  kind: RiskUnitKind;
  areaId: string;
  owner: RiskOwnerInput;
  machineIds?: Array<string>;
};

export type RiskUnitKind =
  | 'FACILITY'
  | 'ACTIVITY';

export type Role =
  | 'WORKER'
  | 'LEAD'
  | 'OFFICER'
  | 'EXECUTIVE'
  | 'ADMIN';

/** A rotation: each day the next one of `people` has the shift of the pattern; an empty place among them is a day without anybody. On `daysOff`, and with `skipsRestDays` on the days when nobody works at the site, it stands still; with `onlyRestDays` it goes on on those alone. `replaces`: what stands there at the same time is cancelled. */
export type RosterPlanInput = {
  siteId: string;
  duty: Duty;
  patternId: string;
  firstDay: string;
  lastDay: string;
  people: Array<string | null | undefined>;
  departmentId?: string | null | undefined;
  postId?: string | null | undefined;
  daysOff?: Array<string>;
  skipsRestDays?: boolean;
  replaces?: boolean;
  onlyRestDays?: boolean;
};

export type RungInput = {
  percent: number;
  notifies: Array<Audience>;
};

/** `viewId`: the view to change, of the same list; null makes a new one. */
export type SaveViewInput = {
  operationId: string;
  list: ListName;
  /** At most 40 characters; once per person and list. */
  name: string;
  /** At most 2,000 characters. */
  query: string;
  viewId?: string | null | undefined;
};

export type ScoreAxis =
  | 'LIKELIHOOD'
  | 'EXPOSURE'
  | 'CONSEQUENCE'
  | 'SEVERITY';

export type SendAddressCodeInput = {
  operationId: string;
  /** By whose channel it is sent. */
  siteId: string;
  kind: AddressKind;
  /** Used once the code was typed back. */
  address: string;
};

export type SendAlertTestInput = {
  operationId: string;
  siteId: string;
  tier: Tier;
};

export type SendChannelTestInput = {
  operationId: string;
  channelId: string;
};

export type SensorKind =
  | 'READINGS'
  | 'CAMERA'
  | 'RFID_GATE'
  | 'LOCATOR'
  | 'SYSTEM';

export type SensorState =
  | 'IN_SERVICE'
  | 'OUT_OF_SERVICE'
  | 'SILENT';

export type SetAlarmsOnlyInput = {
  operationId: string;
  browserId: string;
  isAlarmsOnly: boolean;
};

export type SetAnonymousReportsInput = {
  operationId: string;
  siteId: string;
  isAllowed: boolean;
};

export type SetChannelOrderInput = {
  operationId: string;
  siteId: string;
  /** WEB_PUSH, CHAT, SMS and EMAIL, the first one first; empty: as the tier policy has them. */
  channels: Array<PolicyChannel>;
};

export type SetDepartmentInput = {
  function: SetFunction;
  departmentId: string;
};

export type SetFirstLimitsInput = {
  operationId: string;
  sensorId: string | number;
  template: string;
};

/** What a department is for. */
export type SetFunction =
  | 'SAFETY'
  | 'EQUIPMENT'
  | 'PRODUCTION';

/** OWN: people changed it or took it away. */
export type SetItemState =
  | 'SAME'
  | 'NEW'
  | 'UPDATE'
  | 'OWN';

/** Where an area is; without an area the site, for all areas without a place. */
export type SetKnownPlaceInput = {
  operationId: string;
  siteId: string;
  areaId?: string | null | undefined;
  latitude: number;
  longitude: number;
};

export type SetLabelPageInput = {
  operationId: string;
  siteId: string;
  page: LabelPage;
};

/** `leavesOn`: the first day without the person; `version`: of the day as it was seen, 0: none. */
export type SetLeaveDateInput = {
  operationId: string;
  personId: string;
  leavesOn: string;
  successorId: string;
  version?: number;
};

/** Shorter than now needs a second person: `asksSecondPerson` asks one; all is kept till then. */
export type SetLeaverRetentionInput = {
  operationId: string;
  siteId: string;
  addressesDays: number;
  pushDays: number;
  signInsDays: number;
  signaturesDays: number;
  reason: string;
  asksSecondPerson?: boolean;
};

export type SetObservationRulesInput = {
  operationId: string;
  siteId: string;
  rules: Array<ObservationRuleInput>;
  reason: string;
  /** For rules that call less: ask a second person to agree; the old ones stay until then. */
  asksSecondPerson?: boolean;
};

/** `parentId` null: nothing explains its alerts any more. */
export type SetParentSourceInput = {
  operationId: string;
  sensorId: string | number;
  parentId?: string | number | null | undefined;
  reason?: string;
  asksSecondPerson?: boolean;
};

/** Parts of a starting set. */
export type SetPart =
  | 'TIMES'
  | 'TASK_RULES'
  | 'OBSERVATIONS'
  | 'ADVICE';

/** What is taken over of a part. `seen`: as the preview said it. */
export type SetPartInput = {
  part: SetPart;
  keys: Array<string>;
  seen: string;
};

export type SetQuietHoursInput = {
  operationId: string;
  siteId: string;
  /** Null: none any more. */
  quietHours?: QuietHoursInput | null | undefined;
};

export type SetRetentionInput = {
  operationId: string;
  siteId: string;
  readingsDays: number;
  minutesDays: number;
  hoursDays: number;
  reason: string;
  /** For a shorter time: ask a second person to agree; all is kept until then. */
  asksSecondPerson?: boolean;
};

export type SetSimulationInput = {
  operationId: string;
  isRunning: boolean;
};

/** All days of the year; those of before go. `version`: as it was seen. */
export type SetSiteDaysInput = {
  operationId: string;
  siteId: string;
  version: number;
  year: number;
  days: Array<SiteDayInput>;
};

export type ShelveAlertInput = {
  operationId: string;
  alertId: string;
  until: string;
  reason: string;
  confirmsRed?: boolean;
  /** With all of its group that are neither over nor shelved yet. */
  isForGroup?: boolean | null | undefined;
};

export type ShowAlertTestInput = {
  operationId: string;
  alertTestId: string;
};

export type SignInMethod =
  | 'PASSWORD'
  | 'SECOND_FACTOR'
  | 'PASSKEY'
  | 'INVITATION'
  | 'PIN';

export type SiteDayInput = {
  day: string;
  isWorking: boolean;
  name?: string;
};

/** Readings by side, observations by their types. */
export type SourceBindingInput = {
  sensorId: string | number;
  side?: BoundSide;
  observations?: Array<string>;
};

export type SourceDetailsInput = {
  nameZh: string;
  areaId: string;
  stage: Stage;
  kind: SensorKind;
  nameEn?: string;
  equipmentId?: string | null | undefined;
  departmentId?: string | null | undefined;
  responsibleId?: string | null | undefined;
  unit?: string;
  standard?: string;
  samplingPlan?: string;
  postId?: string | null | undefined;
};

export type SourceFilter = {
  ids?: Array<string | number> | null | undefined;
  kinds?: Array<SensorKind> | null | undefined;
  stages?: Array<Stage> | null | undefined;
  areaIds?: Array<string> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  states?: Array<SensorState> | null | undefined;
  /** Of its worst open alert. */
  tiers?: Array<Tier> | null | undefined;
  /** True: sources that stand on a plan; false: those that do on none. */
  isPlaced?: boolean | null | undefined;
  /** True: sources of readings on which no limit is in force; false: all else. */
  needsLimit?: boolean | null | undefined;
  /** True: silent, out of service, or never heard; false: all others. */
  isBlind?: boolean | null | undefined;
  /** True: in service, and never sent a reading; false: all others. */
  isNeverHeard?: boolean | null | undefined;
  /** As the picture of the site counts it; each source as one. */
  countedAs?: Array<CountedAs> | null | undefined;
  /** Those with three or more red or orange alerts raised since then. */
  repeatsSince?: string | null | undefined;
  /** In code or name of the source, of its area or of its equipment. */
  text?: string | null | undefined;
};

export type SourceNameInput = {
  code: string;
  nameZh: string;
  nameEn?: string;
};

export type SourceSort = {
  by: SourceSortBy;
  descending?: boolean;
};

export type SourceSortBy =
  | 'CODE'
  | 'STATE'
  | 'STAGE'
  | 'AREA'
  | 'TIER'
  | 'URGENCY';

/** Sources of one area that are on the screen. */
export type SourcesInSight = {
  areaId: string;
  sensorIds: Array<string | number>;
};

export type SpanInput = {
  low: number;
  high: number;
};

export type StaffAddressInput = {
  kind: AddressKind;
  address: string;
};

export type StaffState =
  | 'ACTIVE'
  | 'INVITED'
  | 'INVITATION_EXPIRED'
  | 'NOT_INVITED'
  | 'DISABLED';

export type Stage =
  | 'RAW_MATERIAL'
  | 'PROCESS'
  | 'EQUIPMENT'
  | 'STORAGE_TRANSPORT'
  | 'PERSONNEL'
  | 'ENVIRONMENT';

export type StartTaskInput = {
  operationId: string;
  taskId: string;
};

/** Steps of alerts and cases that became due. */
export type StepFilter = {
  steps?: Array<DeadlineStep> | null | undefined;
  /** Who owed them. */
  departmentIds?: Array<string> | null | undefined;
  /** Included. */
  dueFrom?: string | null | undefined;
  /** Not included. */
  dueTo?: string | null | undefined;
  /** True: not done in time, and those that still are not; false: all others. */
  isLate?: boolean | null | undefined;
};

export type StepsOfTierInput = {
  tier: Tier;
  steps: Array<TextInput>;
};

/** `until`: as planned. */
export type StopRiskUnitInput = {
  operationId: string;
  unitId: string;
  version: number;
  reason: string;
  until?: string | null | undefined;
};

/** One stroke on a pad of 600 × 300; `t`: milliseconds since the pen first touched it. Lists of equal length. */
export type StrokeInput = {
  x: Array<number>;
  y: Array<number>;
  t: Array<number>;
};

export type SubmitDisposalInput = {
  operationId: string;
  caseId: string;
  measures: string;
  photos: Array<EvidenceInput>;
  before?: Array<EvidenceInput> | null | undefined;
  /** Measures taken from the advice. */
  chosen?: Array<string> | null | undefined;
  voice?: VoiceInput | null | undefined;
};

/** Sent without a sign-in. `keyHash`: hex sha256 of the follow-up key. */
export type SubmitSuggestionAnonymouslyInput = {
  operationId: string;
  sitePass: string;
  keyHash: string;
  topic: SuggestionTopic;
  text?: string;
  origin: SuggestionOriginInput;
  photos: Array<string>;
  madeAt: string;
};

/** `photos`: hashes of photos that were PUT to /photos before; else PHOTO_MISSING. */
export type SubmitSuggestionInput = {
  operationId: string;
  topic: SuggestionTopic;
  text?: string;
  origin: SuggestionOriginInput;
  photos: Array<string>;
  madeAt: string;
};

export type SubscribePushInput = {
  operationId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  language?: Language;
  /** Whether it is a phone or tablet: what a desk shows holds back nothing else. */
  isInHand?: boolean;
};

export type SuggestionFilter = {
  states?: Array<SuggestionState> | null | undefined;
  isMine?: boolean | null | undefined;
  isAssigned?: boolean | null | undefined;
  topics?: Array<SuggestionTopic> | null | undefined;
  equipmentIds?: Array<string> | null | undefined;
  /** Who is to carry it out; never who made it. */
  personIds?: Array<string> | null | undefined;
  /** Included. */
  receivedFrom?: string | null | undefined;
  /** Not included. */
  receivedTo?: string | null | undefined;
  /** In number or text, or in code or name of its equipment. */
  text?: string | null | undefined;
};

/** From where it is made: one of these; of a site without any of them. */
export type SuggestionOriginInput = {
  siteId?: string | null | undefined;
  equipmentCode?: string | null | undefined;
  alertId?: string | null | undefined;
  caseId?: string | null | undefined;
};

export type SuggestionSort = {
  by: SuggestionSortBy;
  descending?: boolean;
};

export type SuggestionSortBy =
  | 'NUMBER'
  | 'STATE'
  | 'TOPIC'
  | 'RECEIVED'
  | 'DUE';

export type SuggestionState =
  | 'SUBMITTED'
  | 'ADOPTED'
  | 'CARRIED_OUT'
  | 'DECLINED';

export type SuggestionTopic =
  | 'SAFETY'
  | 'PRODUCT';

export type Suppression =
  | 'OUT_OF_SERVICE'
  | 'MAINTENANCE'
  | 'SHELVED'
  | 'PARENT'
  | 'CHATTERING'
  | 'FLOOD';

export type SwapState =
  | 'ASKED'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'WITHDRAWN';

/** Off needs a reason; where `needs_second_person` says so, `asks_second_person` asks one. `version`: as it was seen. */
export type SwitchModuleInput = {
  operationId: string;
  siteId: string;
  module: Module;
  isOn: boolean;
  version: number;
  reason?: string;
  asksSecondPerson?: boolean;
};

/** Parts of the installation, in their order. */
export type SystemPart =
  | 'WORKER'
  | 'SCHEDULE'
  | 'INGEST'
  | 'BROKER'
  | 'REDIS'
  | 'DATABASE'
  | 'CHANNELS';

export type SystemTrouble =
  | 'SESSION_LOST'
  | 'PAGE_CORRUPTED'
  | 'DISK_NEARLY_FULL'
  | 'CLOCK_JUMPED'
  | 'NOBODY_ON_DUTY'
  | 'BEACON_LOST'
  | 'WORKER_AWAY'
  | 'SCHEDULE_AWAY'
  | 'INGEST_AWAY'
  | 'BROKER_AWAY'
  | 'REDIS_AWAY'
  | 'PROVIDER_AWAY'
  | 'DEMO_NOT_KEPT'
  | 'REACTION_FAILED';

export type TagCondition =
  | 'ANY'
  | 'MISPLACED'
  | 'MISMATCHED';

/** Without a name that of the person is taken. */
export type TagDetailsInput = {
  code: string;
  kind: TagKind;
  nameZh?: string;
  nameEn?: string;
  role?: string;
  areas?: Array<string>;
  equipment?: string;
  personId?: string | null | undefined;
};

export type TagKind =
  | 'PERSON'
  | 'VEHICLE'
  | 'GOODS'
  | 'EQUIPMENT';

export type TakeSensorOutOfServiceInput = {
  operationId: string;
  sensorId: string | number;
  reason: string;
  until?: string | null | undefined;
  confirmsRed?: boolean;
};

export type TaskAction =
  | 'ASSIGN'
  | 'START'
  | 'UPDATE'
  | 'FINISH'
  | 'REOPEN'
  | 'CANCEL';

export type TaskFilter = {
  states?: Array<TaskState> | null | undefined;
  kinds?: Array<TaskKind> | null | undefined;
  /** Of the case. */
  tiers?: Array<Tier> | null | undefined;
  /** Of the case. */
  areaIds?: Array<string> | null | undefined;
  /** Of the case. */
  equipmentIds?: Array<string> | null | undefined;
  departmentIds?: Array<string> | null | undefined;
  /** Who is to do it. */
  personIds?: Array<string> | null | undefined;
  isMine?: boolean | null | undefined;
  isUnassigned?: boolean | null | undefined;
  /** Unfinished and late. */
  isOverdue?: boolean | null | undefined;
  /** In the work, in number or title of the case, or in the name of its place. */
  text?: string | null | undefined;
};

export type TaskKind =
  | 'REPAIR'
  | 'SCENE'
  | 'REPLAN'
  | 'OTHER';

/** `id`: of a rule that is kept. Without `workEn` the Chinese words stand for it. */
export type TaskRuleInput = {
  departmentId: string;
  kind: TaskKind;
  workZh: string;
  leastTier: Tier;
  id?: string | null | undefined;
  workEn?: string;
  stages?: Array<Stage>;
  conditions?: Array<AlertCondition>;
  categories?: Array<HazardCategory>;
  /** Null: as they are. */
  areaIds?: Array<string> | null | undefined;
  crossesOnly?: boolean;
  share?: number;
};

export type TaskSort = {
  by: TaskSortBy;
  descending?: boolean;
};

export type TaskSortBy =
  | 'CASE'
  | 'TIER'
  | 'STATE'
  | 'KIND'
  | 'DEPARTMENT'
  | 'PERCENT'
  | 'CREATED'
  | 'DUE';

export type TaskState =
  | 'WAITING'
  | 'IN_PROGRESS'
  | 'DONE'
  | 'CANCELLED';

export type TestBeaconInput = {
  operationId: string;
  beaconId: string;
};

export type TestOutletInput = {
  operationId: string;
  outletId: string;
};

/** Text of a person; the words of one language stand in where none are given. */
export type TextInput = {
  zh?: string;
  en?: string;
};

export type ThankDisposalInput = {
  operationId: string;
  reportId: string;
  note?: string;
};

/** How bad a live alert is: 4 RED, 3 ORANGE, 2 YELLOW, 1 BLUE. */
export type Tier =
  | 'BLUE'
  | 'YELLOW'
  | 'ORANGE'
  | 'RED';

export type TierPolicyInput = {
  tier: Tier;
  acknowledgeWithinS: number;
  disposeWithinS: number;
  recheckWithinS: number;
  notifiedFirst: Array<Audience>;
  ladder: Array<RungInput>;
  channels: Array<PolicyChannel>;
  opensCaseAfterS: number;
  /** 10 s to an hour; as a new site begins, where it is left out. */
  secondChannelAfterS?: number | null | undefined;
  eachChannelAfterS?: number | null | undefined;
  /** A minute to 8 h, 0 for never; as a new site begins, where it is left out. */
  ringsAgainAfterS?: number | null | undefined;
  /** Some of those notified first, of red and orange only. */
  confirmedBy?: Array<Audience> | null | undefined;
  /** At most 16 h, of yellow and blue only; as a new site begins, where it is left out. */
  quietAtMostS?: number | null | undefined;
};

export type TimelineKind =
  | 'ACCOUNT_RESET'
  | 'ADDRESS_CODE_SENT'
  | 'ADDRESS_VERIFIED'
  | 'ADVICE_CHANGED'
  | 'ADVICE_WITHDRAWN'
  | 'AGREEMENT_ASKED'
  | 'AGREEMENT_DECLINED'
  | 'AGREEMENT_ENDED'
  | 'AGREEMENT_GIVEN'
  | 'ALERT_ACKNOWLEDGED'
  | 'ALERT_CANNOT_COME'
  | 'ALERT_CONFIRMATION_ASKED'
  | 'ALERT_CONFIRMED'
  | 'ALERT_ON_THE_WAY'
  | 'ALERT_RAISED'
  | 'ALERT_REACTIVATED'
  | 'ALERT_RETURNED_TO_NORMAL'
  | 'ALERT_SHELVED'
  | 'ALERT_SUPPRESSED'
  | 'ALERT_TEST_SENT'
  | 'ALERT_TIER_LOWERED'
  | 'ALERT_TIER_RAISED'
  | 'ALERT_UNSHELVED'
  | 'ALERT_UNSUPPRESSED'
  | 'ALERT_WITHDRAWN'
  | 'ALERT_WITHOUT_NEXT_STEP'
  | 'ANONYMOUS_REPORTS_SWITCHED'
  | 'AREA_ADDED'
  | 'AREA_CHANGED'
  | 'AREA_CLOSED'
  | 'AREA_MOVED'
  | 'AREA_REOPENED'
  | 'AUDIT_ANCHORED'
  | 'AUDIT_KEY_CHANGED'
  | 'AUDIT_SEALED'
  | 'BEACON_ADDED'
  | 'BEACON_REMOVED'
  | 'BEACON_TESTED'
  | 'BROWSER_MOVED'
  | 'CASE_ACKNOWLEDGED'
  | 'CASE_ARCHIVED'
  | 'CASE_DISMISSED'
  | 'CASE_FOLLOWED_UP'
  | 'CASE_OPENED'
  | 'CASE_RECURRED'
  | 'CASE_RENAMED'
  | 'CASE_REOPENED'
  | 'CASE_RISK_NAMED'
  | 'CHANNEL_BEFORE_FORGOTTEN'
  | 'CHANNEL_CHANGED'
  | 'CHANNEL_FELL_BACK'
  | 'CHANNEL_NEARLY_SPENT'
  | 'CHANNEL_PAUSED'
  | 'CHANNEL_RECONNECTED'
  | 'CHANNEL_RESUMED'
  | 'CHANNEL_TESTED'
  | 'CHAT_CODE_MADE'
  | 'COMMENT_ADDED'
  | 'CONSENT_GIVEN'
  | 'CONSENT_REFUSED'
  | 'CONSENT_WITHDRAWN'
  | 'CORRECTION_ANSWERED'
  | 'CORRECTION_ASKED'
  | 'DEADLINE_OVERDUE'
  | 'DEADLINE_REMINDED'
  | 'DEADLINE_RESUMED'
  | 'DEPARTMENT_ADDED'
  | 'DEPARTMENT_CHANGED'
  | 'DEPARTMENT_CLOSED'
  | 'DEPARTMENT_REOPENED'
  | 'DEVICE_ADDED'
  | 'DEVICE_REVOKED'
  | 'DISPOSAL_FLAGGED'
  | 'DISPOSAL_SUBMITTED'
  | 'DISPOSAL_THANKED'
  | 'DOCUMENT_ADDED'
  | 'DOCUMENT_REMOVED'
  | 'DUPLICATE_LINKED'
  | 'EQUIPMENT_ADDED'
  | 'EQUIPMENT_CHANGED'
  | 'EQUIPMENT_MOVED_ON'
  | 'EQUIPMENT_TAKEN_OVER'
  | 'ESCALATED'
  | 'EXTENSION_APPROVED'
  | 'EXTENSION_ASKED'
  | 'EXTENSION_REFUSED'
  | 'FIRST_LIMITS_SET'
  | 'FLAGS_SEEN'
  | 'FOLLOW_UP_ANSWERED'
  | 'HAND_OVER_READ'
  | 'HAND_OVER_WRITTEN'
  | 'HAZARD_ACCEPTED'
  | 'HAZARD_DECLINED'
  | 'HAZARD_GRADE_RAISED'
  | 'HAZARD_REPORTED'
  | 'INDICATOR_CHANGED'
  | 'INDICATOR_PROPOSED'
  | 'INDICATOR_REJECTED'
  | 'INDICATOR_REVIEWED'
  | 'INDICATOR_REVIEW_DUE'
  | 'INDICATOR_WITHDRAWN'
  | 'INVITATION_ACCEPTED'
  | 'LABELS_PRINTED'
  | 'LABEL_PAGE_CHANGED'
  | 'LEAVER_DATA_FORGOTTEN'
  | 'LEAVER_RETENTION_SET'
  | 'LEAVE_DATE_SET'
  | 'LEAVE_DATE_WITHDRAWN'
  | 'LEAVE_POSTPONED'
  | 'LIST_EXPORTED'
  | 'MAINTENANCE_BEGUN'
  | 'MAINTENANCE_CANCELLED'
  | 'MAINTENANCE_ENDS_SOON'
  | 'MAINTENANCE_PLANNED'
  | 'MATTER_REGISTERED'
  | 'MESSAGES_EXPIRED'
  | 'MODULE_SWITCHED_OFF'
  | 'MODULE_SWITCHED_ON'
  | 'NOTICE_PUBLISHED'
  | 'OBJECTION_REJECTED'
  | 'OBJECTION_UPHELD'
  | 'OBSERVATION_RULES_CHANGED'
  | 'OPEN_WORK_TO_OFFICER'
  | 'OUTLET_ADDED'
  | 'OUTLET_LOST'
  | 'OUTLET_REMOVED'
  | 'OUTLET_REPLAYED'
  | 'OUTLET_TESTED'
  | 'OWN_DATA_TAKEN'
  | 'PASSKEY_ADDED'
  | 'PASSKEY_COPIED'
  | 'PASSKEY_REMOVED'
  | 'PASSWORD_CHANGED'
  | 'PERSON_ADDED'
  | 'PERSON_CHANGED'
  | 'PERSON_CONFIRMED'
  | 'PERSON_DISABLED'
  | 'PERSON_ENABLED'
  | 'PERSON_INVITED'
  | 'PERSON_ROLE_CHANGED'
  | 'PIN_ENDED'
  | 'PIN_SET'
  | 'PLACE_SET'
  | 'PLAN_ADDED'
  | 'PLAN_CHANGED'
  | 'PLAN_REMOVED'
  | 'POST_ADDED'
  | 'POST_CHANGED'
  | 'POST_CLOSED'
  | 'PREFERENCES_CHANGED'
  | 'RECHECK_FAILED'
  | 'RECHECK_PASSED'
  | 'RECOVERY_CODES_MADE'
  | 'RECOVERY_CODE_USED'
  | 'REGISTER_ASKED_AGAIN'
  | 'REGISTER_CHANGED'
  | 'REGISTER_UNCHANGED'
  | 'REMEDIATION_PLAN_RECORDED'
  | 'REPLY_CODES_TRIED'
  | 'REPORT_CLOSED'
  | 'REPORT_FIXED'
  | 'REPORT_MERGED'
  | 'REPORT_OBJECTED'
  | 'REPORT_REOPENED'
  | 'REPORT_SENT_BACK'
  | 'REPORT_TAKEN_ON'
  | 'RETENTION_SET'
  | 'RISK_CHANGE_ENDED'
  | 'RISK_CHANGE_PROPOSED'
  | 'RISK_CLOSED'
  | 'RISK_CONFIRMED'
  | 'RISK_DRAFTED'
  | 'RISK_DRAFT_CHANGED'
  | 'RISK_IN_FORCE'
  | 'RISK_MAP_ISSUED'
  | 'RISK_OBJECT_ADDED'
  | 'RISK_OBJECT_CHANGED'
  | 'RISK_OBJECT_CLOSED'
  | 'RISK_REVIEWED'
  | 'RISK_REVIEW_CALLED'
  | 'RISK_SETTINGS_CHANGED'
  | 'RISK_UNIT_ADDED'
  | 'RISK_UNIT_CHANGED'
  | 'RISK_UNIT_CLOSED'
  | 'RISK_UNIT_RESUMED'
  | 'RISK_UNIT_STOPPED'
  | 'ROOT_CAUSE_RECORDED'
  | 'ROSTER_CLOSED'
  | 'SECOND_FACTOR_ADDED'
  | 'SECOND_FACTOR_REMOVED'
  | 'SENSOR_ADOPTED'
  | 'SENSOR_BACK_SOON'
  | 'SENSOR_RETURNED_TO_SERVICE'
  | 'SENSOR_STILL_OUT'
  | 'SENSOR_TAKEN_OUT_OF_SERVICE'
  | 'SERIOUS_HAZARD_REPORTED'
  | 'SHADOW_STARTED'
  | 'SHADOW_STOPPED'
  | 'SHIFTS_PLANNED'
  | 'SHIFT_CANCELLED'
  | 'SHIFT_CHANGED'
  | 'SHIFT_PATTERN_ADDED'
  | 'SHIFT_PATTERN_CHANGED'
  | 'SHIFT_STARTS_SOON'
  | 'SHIFT_SWAP_ACCEPTED'
  | 'SHIFT_SWAP_ASKED'
  | 'SHIFT_SWAP_DECLINED'
  | 'SHIFT_SWAP_WITHDRAWN'
  | 'SIGNED_IN'
  | 'SIGNED_OUT'
  | 'SIGNED_OUT_EVERYWHERE'
  | 'SIGN_IN_ENDED'
  | 'SIGN_IN_FAILED'
  | 'SIGN_IN_GUESSED'
  | 'SIGN_IN_UNLOCKED'
  | 'SIMULATION_SWITCHED'
  | 'SITE_ADDED'
  | 'SITE_CHANGED'
  | 'SITE_REMOVAL_ASKED'
  | 'SOURCES_FELL_SILENT'
  | 'SOURCES_NEVER_HEARD'
  | 'SOURCE_CHANGED'
  | 'SOURCE_DISMISSED'
  | 'SOURCE_PARENT_SET'
  | 'STAGE_EXCLUDED'
  | 'STAGE_INCLUDED'
  | 'STARTING_SET_APPLIED'
  | 'SUGGESTION_ADOPTED'
  | 'SUGGESTION_ASSIGNED'
  | 'SUGGESTION_CARRIED_OUT'
  | 'SUGGESTION_DECLINED'
  | 'SUGGESTION_SUBMITTED'
  | 'TAG_ADDED'
  | 'TAG_CHANGED'
  | 'TASK_ASSIGNED'
  | 'TASK_CANCELLED'
  | 'TASK_FINISHED'
  | 'TASK_OPENED'
  | 'TASK_REOPENED'
  | 'TASK_RULES_CHANGED'
  | 'TASK_STARTED'
  | 'TASK_UPDATED'
  | 'TIER_POLICY_CHANGED'
  | 'TOKEN_REUSED'
  | 'WORKBOOK_EXPORTED'
  | 'WORKBOOK_IMPORTED';

export type TimelineStepKind =
  | 'RECEIVED'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'ASSIGNED'
  | 'TASK_ASSIGNED'
  | 'TAKEN_ON'
  | 'TASK_FINISHED'
  | 'FIXED'
  | 'SENT_BACK'
  | 'RECHECKED'
  | 'DISMISSED'
  | 'MERGED'
  | 'ARCHIVED'
  | 'REOPENED'
  | 'THANKED'
  | 'OBJECTED'
  | 'OBJECTION_UPHELD'
  | 'OBJECTION_REJECTED';

export type Trade =
  | 'CHEMICAL'
  | 'METAL'
  | 'WAREHOUSE'
  | 'FOOD'
  | 'MANUFACTURING'
  | 'CONSTRUCTION'
  | 'OTHER';

export type TuneIndicatorInput = {
  operationId: string;
  sensorId: string | number;
  reason: string;
  deadband?: number | null | undefined;
  onDelaySeconds?: number | null | undefined;
  offDelaySeconds?: number | null | undefined;
  days?: number;
  /** What nobody puts into force alone waits as a proposal; without it, it is refused. */
  asksSecondPerson?: boolean;
};

export type TuningHint =
  | 'REVIEW_LIMITS'
  | 'REPAIR_SOURCE'
  | 'CALIBRATE_SOURCE'
  | 'PLAN_MAINTENANCE';

/** Waits for a second person, but of a draft. */
export type UnbindRiskSourceInput = {
  operationId: string;
  eventId: string;
  version: number;
  sensorId: string | number;
  reason?: string;
  asksSecondPerson?: boolean;
};

export type UnregisteredKind =
  | 'REPORT'
  | 'ALERT';

export type UnshelveAlertInput = {
  operationId: string;
  alertId: string;
  /** With all of its group that are shelved. */
  isForGroup?: boolean | null | undefined;
};

export type UnsubscribePushInput = {
  operationId: string;
  endpoint: string;
};

/** `percent` is 0 to 99; finishing says 100. */
export type UpdateTaskInput = {
  operationId: string;
  taskId: string;
  percent: number;
  progress?: string;
  photos?: Array<EvidenceInput>;
};

export type VerifyAddressInput = {
  operationId: string;
  siteId: string;
  kind: AddressKind;
  code: string;
};

/** A recording that was PUT to /voice/{sha256} by the same person before; else VOICE_MISSING. */
export type VoiceInput = {
  sha256: string;
  seconds: number;
  takenAt?: string | null | undefined;
};

export type WithdrawAreaPolicyInput = {
  operationId: string;
  siteId: string;
  areaId: string;
  /** The version that the person saw. */
  basedOn: number;
  reason: string;
  /** Where red or orange alerts would wait longer: ask a second person; what holds goes on until then. */
  asksSecondPerson?: boolean;
};

/** `version`: of the day as it was seen. */
export type WithdrawLeaveDateInput = {
  operationId: string;
  personId: string;
  version: number;
};

export type WithdrawRiskRevisionInput = {
  operationId: string;
  revisionId: string;
};

export type WithdrawSiteAdviceInput = {
  operationId: string;
  siteId: string;
  code: string;
  seenAt?: string | null | undefined;
  reason: string;
};

export type WorkKind =
  | 'ACKNOWLEDGE'
  | 'DISPOSE'
  | 'RECHECK'
  | 'TASK'
  | 'ASSIGN_TASK'
  | 'DECIDE_TIME';

export type WriteHandOverInput = {
  operationId: string;
  shiftId: string;
  text: string;
};

export type AccountLinkPartsFragment = { id: string, kind: AccountLinkKind, at: string, isByAdministrator: boolean, confirmedAt: string | null, openedBy: { id: string, name: { zh: string, en: string } }, confirmedBy: { id: string, name: { zh: string, en: string } } | null };

export type AccountPartsFragment = { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> };

export type AgreementPartsFragment = { id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null };

export type AlarmPartsFragment = { id: string, isMine: boolean, site: { id: string, controlRoom: string, name: { zh: string, en: string } }, wind: { speed: { id: string, unit: string, state: SensorState, latest: { sampledAt: string, value: number } | null, indicator: { id: string, silentAfterSeconds: number } | null } | null, direction: { id: string, unit: string, state: SensorState, latest: { sampledAt: string, value: number } | null, indicator: { id: string, silentAfterSeconds: number } | null } | null } | null, calls: Array<{ phone: string, person: { id: string, name: { zh: string, en: string } } }>, responses: Array<{ notifiedAt: string | null, shownAt: string | null, answer: AlertAnswer | null, answeredAt: string | null, hasToConfirm: boolean, confirmedAt: string | null, person: { id: string, name: { zh: string, en: string } } }>, alert: { activeSince: string, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, advice: Array<{ zh: string, en: string }>, sensor: { id: string, siteId: string, code: string, unit: string, stage: Stage, area: { id: string, code: string, muster: { zh: string, en: string }, name: { zh: string, en: string } }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null, name: { zh: string, en: string }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } };

export type AlertListItemFragment = { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null };

export type AlertPageFragment = { activeSince: string, notifiedAt: string | null, adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null, person: { id: string, name: { zh: string, en: string } } | null } | null, group: { isLed: boolean, shelved: number, shelvable: number, shelvesRed: boolean, id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, responses: Array<{ notifiedAt: string | null, shownAt: string | null, answer: AlertAnswer | null, answeredAt: string | null, hasToConfirm: boolean, confirmedAt: string | null, person: { id: string, name: { zh: string, en: string } } }>, advice: Array<{ zh: string, en: string }>, riskEvents: Array<{ id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, indicatorVersion: number, lastedSeconds: number, why: { contributors: Array<{ deviation: number, sensor: { id: string, name: { zh: string, en: string } } | null }> }, trace: Array<{ at: string, value: number }>, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, history: Array<{ at: string, kind: AlertTransitionKind, tier: Tier, value: number | null, suppression: Suppression | null, note: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, sensor: { id: string, siteId: string, state: SensorState, isSimulated: boolean, code: string, unit: string, stage: Stage, outOfService: { reason: string, until: string | null } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, unit: string, silentAfterSeconds: number, deadband: number, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null };

export type AlertTableRowFragment = { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, suppression: { by: Suppression, until: string | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, stage: Stage, state: SensorState, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, indicator: { silentAfterSeconds: number } | null, latest: { sampledAt: string, value: number, quality: Quality } | null }, cause: { value: number | null, limit: number | null, unit: string, sentence: { zh: string, en: string } }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null } | null };

export type AlertTestPartsFragment = { id: string, tier: Tier, sentAt: string, shownAt: string | null, addresses: number, pushes: Array<{ id: string, device: string, isThis: boolean, state: DeliveryState, acceptedAt: string | null, shownAt: string | null, error: string | null }> };

export type ArchivedCaseTableRowFragment = { id: string, number: string, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null };

export type AreaPartsFragment = { id: string, code: string, polygon: Array<number>, planId: string | null, parentId: string | null, defaultStage: Stage | null, closedAt: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, muster: { zh: string, en: string }, musterAt: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null };

export type BacktestPartsFragment = { fromAt: string, toAt: string, readings: number, isCut: boolean, kept: number, added: number, removed: number, missedReal: number, weakenedReal: number, sparedFalse: number, now: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, then: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, real: Array<{ tier: Tier, count: number, missed: number }> };

export type BeaconPartsFragment = { id: string, code: string, name: string, state: BeaconState, tier: Tier | null, wantedAt: string | null, shownAt: string | null, wasShown: boolean, reachableAt: string | null, error: string | null, testedAt: string | null, testShownAt: string | null, testError: string | null, area: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type BrowserKindPartsFragment = { maker: Maker, engine: Engine, major: number };

export type BrowserPartsFragment = { id: string, name: string, isThis: boolean, isInHand: boolean, isAlarmsOnly: boolean, silentSince: string | null, kind: { maker: Maker, engine: Engine, major: number } | null };

export type CaseCardPartsFragment = { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, archivedAt: string | null, dueAt: string | null, isOverdue: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { zh: string, en: string }, equipment: { zh: string, en: string } | null, holder: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null };

export type CaseDetailFragment = { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null };

export type CaseLinkFragment = { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } };

export type CaseListItemFragment = { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null };

export type CaseRiskPartsFragment = { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null };

export type ControlMatterPartsFragment = { areaId: string, tier: Tier, dueAt: string | null, alert: { id: string, tier: Tier, state: AlertState, isActive: boolean, activeSince: string, group: { title: { zh: string, en: string } | null } | null, sensor: { id: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } }, cause: { sentence: { zh: string, en: string } }, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null } | null, case: { id: string, number: string, state: CaseState, dueAt: string | null, isOverdue: boolean, isSimulated: boolean, title: { zh: string, en: string }, area: { zh: string, en: string }, holder: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null };

export type CorrectionRowFragment = { id: string, text: string, askedAt: string, state: CorrectionState, answer: string, answeredAt: string | null, mayAnswer: boolean, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, answeredBy: { id: string, name: { zh: string, en: string } } | null };

export type CoverageCellPartsFragment = { stage: Stage, state: CoverageCellState, events: number, live: number, checked: number, blind: number, nothing: number, worstUnwatched: number | null, drafts: number, machines: number, sources: number, exclusion: { reason: string, at: string, by: { id: string, name: { zh: string, en: string } } | null } | null };

export type CoveredEventRowFragment = { id: string, stage: Stage, coverage: CoverageClass, residualLevel: number, live: { sources: number, level: number, isKnown: boolean, rise: number, takenAt: string }, event: { id: string, code: string, version: number, mayEdit: boolean, title: { zh: string, en: string } }, area: { id: string, name: { zh: string, en: string } }, offered: { id: string, code: string, kind: SensorKind, name: { zh: string, en: string } } | null };

export type DemoRemovalPartsFragment = { people: number, sources: number, alerts: number, cases: number, askedBy: string | null, name: { zh: string, en: string } };

export type DepartmentBranchFragment = { id: string, siteId: string, code: string, parentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } };

export type DeviceListItemFragment = { id: string, name: string, codes: Array<string>, hint: string, createdAt: string, revokedAt: string | null, lastUsedAt: string | null };

export type EquipmentNameFragment = { id: string, code: string, name: { zh: string, en: string } };

export type EquipmentPageFragment = { id: string, code: string, state: EquipmentState, stage: Stage, nextMaintenanceAt: string | null, nextInspectionAt: string | null, name: { zh: string, en: string }, dangers: Array<{ sensorId: string, unit: string, side: LimitSide, tier: Tier, limit: number, name: { zh: string, en: string }, steps: Array<{ zh: string, en: string }> }>, riskEvents: Array<{ id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null }>, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string> }>, area: { id: string, code: string, name: { zh: string, en: string } }, maintenance: Array<{ id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, plannedBy: { id: string, name: { zh: string, en: string } } | null }>, openAlerts: Array<{ id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null }>, openCases: Array<{ id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null }> };

export type ExtensionPartsFragment = { id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null };

export type FivePartsFragment = { responsible: string, measures: string, funds: string, deadline: string, plan: string };

export type FlagPartsFragment = { reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null };

export type FollowUpItemFragment = { id: string, at: string, step: DeadlineStep, text: string, answer: string | null, answeredAt: string | null, isOpen: boolean, isAutomatic: boolean, mayAnswer: boolean, to: { id: string, name: { zh: string, en: string } }, by: { id: string, name: { zh: string, en: string } } | null };

export type FollowUpTableRowFragment = { id: string, at: string, step: DeadlineStep, text: string, answer: string | null, answeredAt: string | null, isOpen: boolean, isAutomatic: boolean, mayAnswer: boolean, case: { id: string, number: string, tier: Tier, state: CaseState, isOverdue: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } }, to: { id: string, name: { zh: string, en: string } }, by: { id: string, name: { zh: string, en: string } } | null };

export type GroupMemberFragment = { id: string, tier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, sensor: { id: string, name: { zh: string, en: string } } };

export type HazardReportDetailFragment = { clause: string | null, phoneSaidAt: string | null, triagedAt: string | null, triageNote: string | null, id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, voice: { sha256: string, seconds: number, takenAt: string | null } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, title: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } };

export type HazardReportListItemFragment = { id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } }, case: { id: string, number: string, state: CaseState } | null };

export type HazardReportTableRowFragment = { id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, triagedAt: string | null, mayTriage: boolean, declineReason: DeclineReason | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, reportedBy: { id: string, name: { zh: string, en: string } }, triagedBy: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, tier: Tier, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null } | null };

export type HeldAlertFragment = { id: string, tier: Tier, condition: AlertCondition, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, person: { id: string, name: { zh: string, en: string } } | null, explained: { size: number, isOneRow: boolean, source: { id: string, name: { zh: string, en: string } } } | null } | null, group: { shelved: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } };

export type HeldSourceFragment = { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, outOfService: { reason: string, since: string, until: string | null, person: { id: string, name: { zh: string, en: string } } | null } | null };

export type HeldWindowFragment = { id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, area: { id: string, code: string, name: { zh: string, en: string } } | null, plannedBy: { id: string, name: { zh: string, en: string } } | null };

export type HomePartsFragment = { unacknowledgedAlerts: number, myOpenCases: number, awaitingRecheck: number, overdueCases: number, awaitingTriage: number, openObjections: number, silentSensors: number, unheardSensors: number, sensorsInService: number, sourcesWithoutLimit: number, unknownSources: number, archivedThisWeek: number, alertsByTier: Array<{ tier: Tier, count: number }> };

export type IndicatorPartsFragment = { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null };

export type KpiSensorFragment = { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, area: { id: string, name: { zh: string, en: string } }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null };

export type LabSourceFragment = { id: string, code: string, unit: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, indicator: { version: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null };

export type LeaverRetentionPartsFragment = { addresses: { days: number, least: number, most: number }, push: { days: number, least: number, most: number }, signIns: { days: number, least: number, most: number }, signatures: { days: number, least: number, most: number } };

export type LedgerPagePartsFragment = { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null };

export type LedgerRowFragment = { id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null };

export type LiveRiskBriefFragment = { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } };

export type LiveRiskPartsFragment = { level: number, isKnown: boolean, rise: number, takenAt: string };

export type LiveRiskReasonsFragment = { residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> };

export type LiveRiskWhyFragment = { residualLevel: number, blindSince: string | null, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> };

export type MachineSourceFragment = { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, outOfService: { reason: string, since: string, until: string | null } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, latest: { sampledAt: string, value: number, quality: Quality } | null };

export type MaintenancePartsFragment = { id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, plannedBy: { id: string, name: { zh: string, en: string } } | null };

export type ModulePartsFragment = { id: string, module: Module, isOn: boolean, needsSecondPerson: boolean, version: number, reason: string, changedAt: string | null, changedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type MonitorSourceFragment = { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null };

export type MyAddressesPartsFragment = { addresses: Array<{ kind: AddressKind, address: string, verifiedAt: string | null, channels: Array<string>, takesCode: boolean, codeEndsAt: string | null, failures: number, untilThen: string, takesChatCode: boolean, chatCode: string, chatCodeEndsAt: string | null }> };

export type NoticePartsFragment = { siteId: string, notices: Array<{ purpose: Purpose, version: number, dated: string, isOwn: boolean, needsConsent: boolean, readAt: string | null, consent: ConsentState | null, decidedAt: string | null, isAgreed: boolean, text: { zh: string, en: string } }>, contacts: Array<{ id: string, name: { zh: string, en: string } }> };

export type OnTimePartsFragment = { total: number, late: number, share: number | null, shareBefore: number | null };

export type OpenObjectionItemFragment = { id: string, reason: string, madeAt: string, caseNumber: string | null, report: { id: string, number: string, category: HazardCategory, isAnonymous: boolean, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, reportedBy: { id: string, name: { zh: string, en: string } } } };

export type OutletPartsFragment = { id: string, kind: string, name: string, hint: string, fromTier: Tier, isSending: boolean, testedAt: string | null, sentAt: string | null, error: string | null, lost: number, area: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type OverdueMatterItemFragment = { id: string, tier: Tier | null, isFollowedUp: boolean, responsible: Array<{ id: string, name: { zh: string, en: string } }>, department: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } | null, alert: { id: string, group: { title: { zh: string, en: string } | null } | null, sensor: { id: string, name: { zh: string, en: string } } } | null, subject: { path: string, name: { zh: string, en: string } } | null, steps: Array<{ id: string, step: DeadlineStep, dueAt: string }> };

export type OverdueStepItemFragment = { id: string, step: DeadlineStep, tier: Tier | null, dueAt: string, isFollowedUp: boolean, responsible: Array<{ id: string, name: { zh: string, en: string } }>, department: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } | null, subject: { path: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null };

export type OverviewRowFragment = { standsFor: number, title: { zh: string, en: string } | null, explainedBy: { id: string, name: { zh: string, en: string } } | null, source: { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } };

export type OverviewTallyFragment = { red: number, orange: number, yellow: number, blind: number, unheard: number, out: number, normal: number };

export type OverviewTileFragment = { standsFor: number, source: { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, sparkline: { startsAt: string, stepSeconds: number, low: Array<number | null>, high: Array<number | null> }, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null }, title: { zh: string, en: string } | null, explainedBy: { id: string, name: { zh: string, en: string } } | null };

export type PersonNameFragment = { id: string, name: { zh: string, en: string } };

export type PhotoPartsFragment = { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string };

export type PlaceNameFragment = { id: string, code: string, name: { zh: string, en: string } };

export type PlacedSourceFragment = { id: string, code: string, state: SensorState, version: number, planId: string | null, name: { zh: string, en: string }, position: { x: number, y: number } | null, area: { id: string } };

export type PlanPartsFragment = { id: string, siteId: string, pictureUrl: string, width: number, height: number, version: number, changedAt: string | null, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null };

export type PolicyVersionFragment = { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> };

export type PostRowFragment = { id: string, siteId: string, code: string, departmentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } };

export type PreferencesPartsFragment = { siteId: string, timezone: string, quietUntil: string | null, isOnDuty: boolean, longestMinutes: number, tiers: Array<Tier>, channels: Array<PolicyChannel>, isOwnOrder: boolean, quietHours: { fromMinute: number, untilMinute: number, weekdays: Array<number> } | null };

export type ProposalPartsFragment = { id: string, state: ProposalState, baseVersion: number, reason: string, proposedAt: string, loosened: Array<Tier>, needsSecondPerson: boolean, isStale: boolean, shadowSince: string | null, decidedAt: string | null, decisionNote: string, approvedVersion: number | null, reviewDueAt: string | null, verdict: ReviewVerdict | null, mayApprove: boolean, mayWithdraw: boolean, proposedBy: { id: string, name: { zh: string, en: string } } | null, decidedBy: { id: string, name: { zh: string, en: string } } | null, proposed: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null }, findings: { fromAt: string, toAt: string, readings: number, isCut: boolean, kept: number, added: number, removed: number, missedReal: number, weakenedReal: number, sparedFalse: number, now: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, then: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, real: Array<{ tier: Tier, count: number, missed: number }> } | null, review: { days: number, real: number, false: number, before: Array<{ tier: Tier, count: number }>, after: Array<{ tier: Tier, count: number }>, predicted: Array<{ tier: Tier, count: number }> | null } | null, shadowEpisodes: Array<{ condition: AlertCondition, worstTier: Tier, value: number | null, startedAt: string, endedAt: string | null }>, sensor: { id: string, code: string, unit: string, name: { zh: string, en: string }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null } };

export type ReachedPartsFragment = { knowsSince: string | null, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, sent: Array<{ id: string, kind: string, event: string, step: number, state: DeliveryState, createdAt: string, waitsUntil: string | null, quietUntil: string | null, acceptedAt: string | null, shownAt: string | null, openedAt: string | null, error: string | null, digestOf: number, silentSince: string | null }> };

export type RegisterQuestionPartsFragment = { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null };

export type ReportTimelinePartsFragment = { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null };

export type ResponsePartsFragment = { notifiedAt: string | null, shownAt: string | null, answer: AlertAnswer | null, answeredAt: string | null, hasToConfirm: boolean, confirmedAt: string | null, person: { id: string, name: { zh: string, en: string } } };

export type RiskAssessmentPartsFragment = { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null };

export type RiskBindingFragment = { sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null };

export type RiskBriefPartsFragment = { id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null };

export type RiskContentFragment = { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> };

export type RiskContentToEditFragment = { stage: Stage, controlLevel: ControlLevel | null, reviewMonths: number | null, restsOn: Array<string>, title: { zh: string, en: string }, owner: { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null }, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ writtenPhone: string, phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, owner: { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null }, items: Array<{ category: HazardCategory, id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, answer: { zh: string, en: string }, owner: { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null }, lookFor: { zh: string, en: string } }>, text: { zh: string, en: string } }>, bindings: Array<{ observations: Array<string>, sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }> };

export type RiskEventDetailFragment = { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null };

export type RiskEventTableRowFragment = { id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, title: { zh: string, en: string }, live: { level: number, isKnown: boolean, rise: number, takenAt: string } | null, department: { id: string, name: { zh: string, en: string } } | null, unit: { id: string, code: string, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, proposal: { id: string, waitsForDanger: boolean } | null };

export type RiskMapPartsFragment = { id: string, number: string, issuedAt: string, redrawnBy: string, sha256: string, issuedBy: { id: string, name: { zh: string, en: string } } | null, levels: Array<{ level: number | null, areas: number }>, plans: Array<{ planId: string, pictureUrl: string, width: number, height: number }>, areas: Array<{ areaId: string, code: string, planId: string | null, polygon: Array<number>, level: number | null, name: { zh: string, en: string } }> };

export type RiskMeasureFragment = { id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> };

export type RiskOwnerIdsFragment = { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null };

export type RiskRevisionPartsFragment = { id: string, number: number, state: RiskRevisionState, reason: string, madeAt: string, waitsForDanger: boolean, isConfirmed: boolean, declineReason: string | null, fromAt: string | null, closes: boolean, quietens: Array<RiskQuietens>, louder: Array<RiskLouder>, changes: Array<{ kind: RiskDifferenceKind, field: string, part: string, before: unknown, after: unknown }>, author: { id: string, name: { zh: string, en: string } } | null, confirmedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type RiskSettingsPartsFragment = { siteId: string, version: number, lsSet: string, controlLevels: Array<{ level: number, controlLevel: ControlLevel }>, reviewMonths: Array<{ level: number, months: number }> };

export type RiskToNameFragment = { id: string, code: string, state: RiskEventState, residualLevel: number | null, title: { zh: string, en: string }, department: { id: string } | null, person: { id: string } | null, content: { measures: Array<{ id: string, code: string, isCritical: boolean, text: { zh: string, en: string } }> } | null };

export type RiskTreeObjectFragment = { id: string, code: string, version: number, mayEdit: boolean, name: { zh: string, en: string }, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null, units: Array<{ drafts: number, levels: Array<{ level: number, count: number }>, unit: { id: string, code: string, kind: RiskUnitKind, outOfUseSince: string | null, mayEdit: boolean, name: { zh: string, en: string } } }> };

export type RiskUnitPartsFragment = { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null };

export type RosterNameFragment = { id: string, duty: Duty, version: number, mayPlan: boolean, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null };

export type SavedViewPartsFragment = { id: string, list: ListName, name: string, query: string };

export type ShiftPartsFragment = { id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null };

export type ShiftPatternPartsFragment = { id: string, startMinute: number, minutes: number, closedAt: string | null, version: number, name: { zh: string, en: string } };

export type ShiftSwapPartsFragment = { id: string, state: SwapState, askedAt: string, reason: string, mayAnswer: boolean, mayWithdraw: boolean, shiftId: string, rosterId: string, startsAt: string, endsAt: string, inReturnStartsAt: string | null, inReturnEndsAt: string | null, askedBy: { id: string, name: { zh: string, en: string } } | null, to: { id: string, name: { zh: string, en: string } } | null };

export type ShownWithinPartsFragment = { count: number, isEnough: boolean, soon: number | null, latest: number | null, p50Seconds: number | null, p95Seconds: number | null, p99Seconds: number | null };

export type SiteAdviceRowFragment = { id: string, code: string, conditions: Array<AlertCondition>, isEarly: boolean, isInGas: boolean, changedAt: string | null, name: { zh: string, en: string }, own: Array<{ zh: string, en: string }>, ofSite: Array<{ zh: string, en: string }>, product: Array<{ zh: string, en: string }>, changedBy: { id: string, name: { zh: string, en: string } } | null };

export type SiteChannelPartsFragment = { id: string, kind: string, provider: string, secrets: Array<string>, pausedAt: string | null, pauseReason: string, monthlyCap: number | null, priceCents: number | null, sentThisMonth: number, testedAt: string | null, testOutcome: string | null, version: number, settings: Array<{ name: string, value: string }>, before: { keptUntil: string | null, usedAt: string | null, refused: string } | null, stream: { isConnected: boolean, lostAt: string | null, error: string, isTakenOver: boolean } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type SitePolicyDetailFragment = { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }>, inForce: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwn: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwnLoses: { zh: string, en: string } | null, areas: Array<{ id: string, name: { zh: string, en: string } }>, waiting: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type SiteSettingsPartsFragment = { siteId: string, timezone: string, language: Language, trade: Trade | null, people: number | null, labelSet: LabelSet, controlRoom: string, windSpeedSource: string, windDirectionSource: string, restWeekdays: Array<number>, version: number, changedAt: string | null, changed: string, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null, secondPerson: { id: string, name: { zh: string, en: string } } | null, days: Array<{ day: string, isWorking: boolean, name: string }> };

export type SourcePartsFragment = { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, samplingPlan: string, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, code: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, parentSource: { id: string, code: string, name: { zh: string, en: string } } | null, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null };

export type SourceTableRowFragment = { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, isNeverHeard: boolean, createdAt: string | null, openTier: Tier | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { version: number, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null };

export type StaffRowFragment = { id: string, siteId: string, username: string, role: Role, departmentId: string | null, postId: string | null, employeeCode: string | null, joinedOn: string | null, version: number, state: StaffState, invitedUntil: string | null, disabledAt: string | null, leavesOn: string | null, mayManage: boolean, name: { zh: string, en: string }, department: { zh: string, en: string } | null, post: { zh: string, en: string } | null, addresses: Array<{ kind: AddressKind, address: string }> };

export type SuggestionDetailFragment = { isAnonymous: boolean, receivedAt: string, answeredAt: string | null, answer: string | null, doneAt: string | null, outcome: string | null, mayAnswer: boolean, mayCarryOut: boolean, id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null, case: { id: string, number: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null };

export type SuggestionFatePartsFragment = { number: string, state: SuggestionState, topic: SuggestionTopic, text: string, receivedAt: string, answeredAt: string | null, answer: string | null, dueAt: string | null, doneAt: string | null, outcome: string | null };

export type SuggestionListItemFragment = { id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null };

export type SuggestionTableRowFragment = { id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, receivedAt: string, dueAt: string | null, answeredAt: string | null, doneAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, equipment: { id: string, code: string, name: { zh: string, en: string } } | null };

export type TagRowFragment = { id: string, siteId: string, code: string, kind: TagKind, role: string, areas: Array<string>, equipment: string, personId: string | null, closedAt: string | null, version: number, name: { zh: string, en: string }, person: { zh: string, en: string } | null };

export type TallyPartsFragment = { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> };

export type TaskPartsFragment = { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null };

export type TaskRuleHistoryFragment = { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, by: { id: string, name: { zh: string, en: string } } | null, rules: Array<{ id: string, kind: TaskKind, leastTier: Tier, stages: Array<Stage>, conditions: Array<AlertCondition>, categories: Array<HazardCategory>, areaIds: Array<string>, crossesOnly: boolean, share: number, department: { id: string, name: { zh: string, en: string } }, work: { zh: string, en: string } }> }> };

export type TaskTableRowFragment = { id: string, kind: TaskKind, state: TaskState, percent: number, dueAt: string, isOverdue: boolean, doneAt: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, case: { id: string, number: string, tier: Tier, state: CaseState, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } };

type WorklistItemParts_CaseWorklistItem_Fragment = { kind: WorkKind, id: string, noun: string, number: string, tier: Tier | null, dueAt: string | null, isOverdue: boolean, isDecision: boolean, page: string, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, archivedAt: string | null, dueAt: string | null, isOverdue: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { zh: string, en: string }, equipment: { zh: string, en: string } | null, holder: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null }, task: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } | null, asked: { id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, step: { zh: string, en: string }, place: { zh: string, en: string } | null };

type WorklistItemParts_SuggestionWorklistItem_Fragment = { id: string, noun: string, number: string, tier: Tier | null, dueAt: string | null, isOverdue: boolean, isDecision: boolean, page: string, title: { zh: string, en: string }, step: { zh: string, en: string }, place: { zh: string, en: string } | null };

export type WorklistItemPartsFragment =
  | WorklistItemParts_CaseWorklistItem_Fragment
  | WorklistItemParts_SuggestionWorklistItem_Fragment
;

export type AcceptHazardMutationVariables = Exact<{
  input: AcceptHazardInput;
}>;


export type AcceptHazardMutation = { acceptHazard: { clause: string | null, phoneSaidAt: string | null, triagedAt: string | null, triageNote: string | null, id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, voice: { sha256: string, seconds: number, takenAt: string | null } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, title: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } };

export type AcceptSwapMutationVariables = Exact<{
  input: AnswerSwapInput;
}>;


export type AcceptSwapMutation = { acceptSwap: { id: string, state: SwapState, askedAt: string, reason: string, mayAnswer: boolean, mayWithdraw: boolean, shiftId: string, rosterId: string, startsAt: string, endsAt: string, inReturnStartsAt: string | null, inReturnEndsAt: string | null, askedBy: { id: string, name: { zh: string, en: string } } | null, to: { id: string, name: { zh: string, en: string } } | null } };

export type AccountQueryVariables = Exact<{
  personId?: string | null | undefined;
}>;


export type AccountQuery = { account: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } | null };

export type AccountLinksQueryVariables = Exact<{
  personId: string;
}>;


export type AccountLinksQuery = { accountLinks: Array<{ id: string, kind: AccountLinkKind, at: string, isByAdministrator: boolean, confirmedAt: string | null, openedBy: { id: string, name: { zh: string, en: string } }, confirmedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type AcknowledgeAlertMutationVariables = Exact<{
  input: AcknowledgeAlertInput;
}>;


export type AcknowledgeAlertMutation = { acknowledgeAlert: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } };

export type AcknowledgeAlertsMutationVariables = Exact<{
  input: AcknowledgeAlertsInput;
}>;


export type AcknowledgeAlertsMutation = { acknowledgeAlerts: Array<{ id: string, code: ErrorCode | null, alert: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, suppression: { by: Suppression, until: string | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, stage: Stage, state: SensorState, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, indicator: { silentAfterSeconds: number } | null, latest: { sampledAt: string, value: number, quality: Quality } | null }, cause: { value: number | null, limit: number | null, unit: string, sentence: { zh: string, en: string } }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null } | null } | null }> };

export type AcknowledgeCaseMutationVariables = Exact<{
  input: AcknowledgeCaseInput;
}>;


export type AcknowledgeCaseMutation = { acknowledgeCase: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type AddAreaMutationVariables = Exact<{
  input: AddAreaInput;
}>;


export type AddAreaMutation = { addArea: { id: string, code: string, polygon: Array<number>, planId: string | null, parentId: string | null, defaultStage: Stage | null, closedAt: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, muster: { zh: string, en: string }, musterAt: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type AddBeaconMutationVariables = Exact<{
  input: AddBeaconInput;
}>;


export type AddBeaconMutation = { addBeacon: { id: string } };

export type AddCommentMutationVariables = Exact<{
  input: AddCommentInput;
}>;


export type AddCommentMutation = { addComment: string };

export type AddDepartmentMutationVariables = Exact<{
  input: AddDepartmentInput;
}>;


export type AddDepartmentMutation = { addDepartment: { id: string, siteId: string, code: string, parentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } } };

export type AddEquipmentMutationVariables = Exact<{
  input: AddEquipmentInput;
}>;


export type AddEquipmentMutation = { addEquipment: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type AddEquipmentDocumentMutationVariables = Exact<{
  input: AddEquipmentDocumentInput;
}>;


export type AddEquipmentDocumentMutation = { addEquipmentDocument: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type AddOutletMutationVariables = Exact<{
  input: AddOutletInput;
}>;


export type AddOutletMutation = { addOutlet: { id: string } };

export type AddPersonMutationVariables = Exact<{
  input: AddPersonInput;
}>;


export type AddPersonMutation = { addPerson: { id: string, siteId: string, username: string, role: Role, departmentId: string | null, postId: string | null, employeeCode: string | null, joinedOn: string | null, version: number, state: StaffState, invitedUntil: string | null, disabledAt: string | null, leavesOn: string | null, mayManage: boolean, name: { zh: string, en: string }, department: { zh: string, en: string } | null, post: { zh: string, en: string } | null, addresses: Array<{ kind: AddressKind, address: string }> } };

export type AddPlanMutationVariables = Exact<{
  input: AddPlanInput;
}>;


export type AddPlanMutation = { addPlan: { id: string, siteId: string, pictureUrl: string, width: number, height: number, version: number, changedAt: string | null, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type AddPostMutationVariables = Exact<{
  input: AddPostInput;
}>;


export type AddPostMutation = { addPost: { id: string, siteId: string, code: string, departmentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } } };

export type AddRiskObjectMutationVariables = Exact<{
  input: AddRiskObjectInput;
}>;


export type AddRiskObjectMutation = { addRiskObject: { id: string, code: string, version: number, mayEdit: boolean, name: { zh: string, en: string }, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null, units: Array<{ drafts: number, levels: Array<{ level: number, count: number }>, unit: { id: string, code: string, kind: RiskUnitKind, outOfUseSince: string | null, mayEdit: boolean, name: { zh: string, en: string } } }> } };

export type AddRiskUnitMutationVariables = Exact<{
  input: AddRiskUnitInput;
}>;


export type AddRiskUnitMutation = { addRiskUnit: { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } };

export type AddShiftPatternMutationVariables = Exact<{
  input: AddShiftPatternInput;
}>;


export type AddShiftPatternMutation = { addShiftPattern: { id: string, startMinute: number, minutes: number, closedAt: string | null, version: number, name: { zh: string, en: string } } };

export type AddTagMutationVariables = Exact<{
  input: AddTagInput;
}>;


export type AddTagMutation = { addTag: { id: string, siteId: string, code: string, kind: TagKind, role: string, areas: Array<string>, equipment: string, personId: string | null, closedAt: string | null, version: number, name: { zh: string, en: string }, person: { zh: string, en: string } | null } };

export type AddTaskMutationVariables = Exact<{
  input: AddTaskInput;
}>;


export type AddTaskMutation = { addTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type AdoptSourcesMutationVariables = Exact<{
  input: AdoptSourcesInput;
}>;


export type AdoptSourcesMutation = { adoptSources: Array<{ source: string, code: ErrorCode | null }> };

export type AdoptSuggestionMutationVariables = Exact<{
  input: AdoptSuggestionInput;
}>;


export type AdoptSuggestionMutation = { adoptSuggestion: { isAnonymous: boolean, receivedAt: string, answeredAt: string | null, answer: string | null, doneAt: string | null, outcome: string | null, mayAnswer: boolean, mayCarryOut: boolean, id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null, case: { id: string, number: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } };

export type AgreementsQueryVariables = Exact<{ [key: string]: never; }>;


export type AgreementsQuery = { agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, riskEvent: { id: string, isReviewOverdue: boolean } | null, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type AlertQueryVariables = Exact<{
  id: string;
}>;


export type AlertQuery = { alert: { activeSince: string, notifiedAt: string | null, adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null, person: { id: string, name: { zh: string, en: string } } | null } | null, group: { isLed: boolean, shelved: number, shelvable: number, shelvesRed: boolean, id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, responses: Array<{ notifiedAt: string | null, shownAt: string | null, answer: AlertAnswer | null, answeredAt: string | null, hasToConfirm: boolean, confirmedAt: string | null, person: { id: string, name: { zh: string, en: string } } }>, advice: Array<{ zh: string, en: string }>, riskEvents: Array<{ id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, indicatorVersion: number, lastedSeconds: number, why: { contributors: Array<{ deviation: number, sensor: { id: string, name: { zh: string, en: string } } | null }> }, trace: Array<{ at: string, value: number }>, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, history: Array<{ at: string, kind: AlertTransitionKind, tier: Tier, value: number | null, suppression: Suppression | null, note: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, sensor: { id: string, siteId: string, state: SensorState, isSimulated: boolean, code: string, unit: string, stage: Stage, outOfService: { reason: string, until: string | null } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, unit: string, silentAfterSeconds: number, deadband: number, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null } | null };

export type AlertBeaconsQueryVariables = Exact<{
  alertId: string;
}>;


export type AlertBeaconsQuery = { alertBeacons: Array<{ id: string, name: string, state: BeaconState, tier: Tier | null, wantedAt: string | null, shownAt: string | null, wasShown: boolean, reachableAt: string | null, error: string | null }> };

export type AlertChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AlertChangedSubscription = { alertChanged: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } };

export type AlertCountsQueryVariables = Exact<{
  open?: AlertFilter | null | undefined;
  unseen?: AlertFilter | null | undefined;
  late?: AlertFilter | null | undefined;
  suppressed?: AlertFilter | null | undefined;
}>;


export type AlertCountsQuery = { open: { totalCount: number }, unseen: { totalCount: number }, late: { totalCount: number }, suppressed: { totalCount: number } };

export type AlertDeliveriesQueryVariables = Exact<{
  alertId: string;
}>;


export type AlertDeliveriesQuery = { alertDeliveries: Array<{ knowsSince: string | null, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, sent: Array<{ id: string, kind: string, event: string, step: number, state: DeliveryState, createdAt: string, waitsUntil: string | null, quietUntil: string | null, acceptedAt: string | null, shownAt: string | null, openedAt: string | null, error: string | null, digestOf: number, silentSince: string | null }> }> };

export type AlertOutletsQueryVariables = Exact<{
  alertId: string;
}>;


export type AlertOutletsQuery = { alertOutlets: Array<{ id: string, name: string, sent: Array<{ id: string, kind: string, step: number, state: DeliveryState, createdAt: string, waitsUntil: string | null, acceptedAt: string | null, shownAt: string | null, openedAt: string | null, error: string | null }> }> };

export type AlertTableQueryVariables = Exact<{
  filter?: AlertFilter | null | undefined;
  sort?: AlertSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type AlertTableQuery = { alerts: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, suppression: { by: Suppression, until: string | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, stage: Stage, state: SensorState, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, indicator: { silentAfterSeconds: number } | null, latest: { sampledAt: string, value: number, quality: Quality } | null }, cause: { value: number | null, limit: number | null, unit: string, sentence: { zh: string, en: string } }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AlertTestSentSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type AlertTestSentSubscription = { alertTestSent: { id: string, tier: Tier, sentAt: string, shownAt: string | null, addresses: number, pushes: Array<{ id: string, device: string, isThis: boolean, state: DeliveryState, acceptedAt: string | null, shownAt: string | null, error: string | null }> } };

export type AlertsQueryVariables = Exact<{
  filter?: AlertFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type AlertsQuery = { alerts: { edges: Array<{ cursor: string, node: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AnonymousReportQueryVariables = Exact<{
  key: string;
}>;


export type AnonymousReportQuery = { anonymousReport: { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null } | null };

export type AnonymousReportingQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousReportingQuery = { anonymousReporting: Array<{ siteId: string, isAllowed: boolean, sitePass: string | null, maySwitch: boolean }> };

export type AnonymousSuggestionQueryVariables = Exact<{
  key: string;
}>;


export type AnonymousSuggestionQuery = { anonymousSuggestion: { number: string, state: SuggestionState, topic: SuggestionTopic, text: string, receivedAt: string, answeredAt: string | null, answer: string | null, dueAt: string | null, doneAt: string | null, outcome: string | null } | null };

export type AnswerAlertMutationVariables = Exact<{
  input: AnswerAlertInput;
}>;


export type AnswerAlertMutation = { answerAlert: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } };

export type AnswerCorrectionMutationVariables = Exact<{
  input: AnswerCorrectionInput;
}>;


export type AnswerCorrectionMutation = { answerCorrection: { id: string, text: string, askedAt: string, state: CorrectionState, answer: string, answeredAt: string | null, mayAnswer: boolean, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, answeredBy: { id: string, name: { zh: string, en: string } } | null } };

export type AnswerFollowUpMutationVariables = Exact<{
  input: AnswerFollowUpInput;
}>;


export type AnswerFollowUpMutation = { answerFollowUp: { id: string, at: string, step: DeadlineStep, text: string, answer: string | null, answeredAt: string | null, isOpen: boolean, isAutomatic: boolean, mayAnswer: boolean, to: { id: string, name: { zh: string, en: string } }, by: { id: string, name: { zh: string, en: string } } | null } };

export type AnswerNoticesMutationVariables = Exact<{
  input: AnswerNoticesInput;
}>;


export type AnswerNoticesMutation = { answerNotices: { siteId: string, notices: Array<{ purpose: Purpose, version: number, dated: string, isOwn: boolean, needsConsent: boolean, readAt: string | null, consent: ConsentState | null, decidedAt: string | null, isAgreed: boolean, text: { zh: string, en: string } }>, contacts: Array<{ id: string, name: { zh: string, en: string } }> } };

export type AnswerObjectionMutationVariables = Exact<{
  input: AnswerObjectionInput;
}>;


export type AnswerObjectionMutation = { answerObjection: { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null } };

export type ApplyStartingSetMutationVariables = Exact<{
  input: ApplyStartingSetInput;
}>;


export type ApplyStartingSetMutation = { applyStartingSet: string };

export type ApproveIndicatorMutationVariables = Exact<{
  input: DecideProposalInput;
}>;


export type ApproveIndicatorMutation = { approveIndicator: { id: string, state: ProposalState, approvedVersion: number | null } };

export type ArchivedCaseTableQueryVariables = Exact<{
  query?: string;
  filter?: ArchivedCaseFilter | null | undefined;
  sort?: ArchivedCaseSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type ArchivedCaseTableQuery = { archivedCases: { totalCount: number, edges: Array<{ cursor: string, archivedAt: string, outcome: CaseOutcome, snippet: Array<{ text: string, isMatch: boolean }>, node: { id: string, number: string, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ArchivedCasesQueryVariables = Exact<{
  query: string;
  filter?: ArchivedCaseFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type ArchivedCasesQuery = { archivedCases: { edges: Array<{ cursor: string, archivedAt: string, outcome: CaseOutcome, snippet: Array<{ text: string, isMatch: boolean }>, node: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ArchivedSinceQueryVariables = Exact<{
  from: string;
}>;


export type ArchivedSinceQuery = { archivedCases: { totalCount: number } };

export type AreaRisksQueryVariables = Exact<{
  filter?: RiskFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type AreaRisksQuery = { riskEvents: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type AreasQueryVariables = Exact<{ [key: string]: never; }>;


export type AreasQuery = { areas: Array<{ id: string, code: string, labelCode: string | null, polygon: Array<number>, name: { zh: string, en: string }, muster: { zh: string, en: string } }> };

export type ArrivalsChangedSubscriptionVariables = Exact<{
  siteId: string;
}>;


export type ArrivalsChangedSubscription = { arrivalsChanged: string };

export type AskCorrectionMutationVariables = Exact<{
  input: AskCorrectionInput;
}>;


export type AskCorrectionMutation = { askCorrection: { id: string, text: string, askedAt: string, state: CorrectionState, answer: string, answeredAt: string | null, mayAnswer: boolean, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, answeredBy: { id: string, name: { zh: string, en: string } } | null } };

export type AskSwapMutationVariables = Exact<{
  input: AskSwapInput;
}>;


export type AskSwapMutation = { askSwap: { id: string, state: SwapState, askedAt: string, reason: string, mayAnswer: boolean, mayWithdraw: boolean, shiftId: string, rosterId: string, startsAt: string, endsAt: string, inReturnStartsAt: string | null, inReturnEndsAt: string | null, askedBy: { id: string, name: { zh: string, en: string } } | null, to: { id: string, name: { zh: string, en: string } } | null } };

export type AssignTaskMutationVariables = Exact<{
  input: AssignTaskInput;
}>;


export type AssignTaskMutation = { assignTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type AssignTasksMutationVariables = Exact<{
  input: AssignTasksInput;
}>;


export type AssignTasksMutation = { assignTasks: Array<{ id: string, code: ErrorCode | null, task: { id: string, kind: TaskKind, state: TaskState, percent: number, dueAt: string, isOverdue: boolean, doneAt: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, case: { id: string, number: string, tier: Tier, state: CaseState, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } } | null }> };

export type BacktestQueryVariables = Exact<{
  sensorId: string | number;
  proposed: ProposedIndicatorInput;
  days?: number;
}>;


export type BacktestQuery = { backtest: { baseVersion: number, loosened: Array<Tier>, needsSecondPerson: boolean, backtest: { fromAt: string, toAt: string, readings: number, isCut: boolean, kept: number, added: number, removed: number, missedReal: number, weakenedReal: number, sparedFalse: number, episodes: Array<{ verdict: BacktestVerdict, condition: AlertCondition, startedAt: string, endedAt: string | null, tierNow: Tier | null, tierThen: Tier | null, peak: number | null, alertId: string | null, caseId: string | null, caseNumber: string | null, outcome: CaseOutcome | null }>, now: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, then: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, real: Array<{ tier: Tier, count: number, missed: number }> } } | null };

export type BeaconsQueryVariables = Exact<{
  siteId: string;
}>;


export type BeaconsQuery = { beacons: Array<{ id: string, code: string, name: string, state: BeaconState, tier: Tier | null, wantedAt: string | null, shownAt: string | null, wasShown: boolean, reachableAt: string | null, error: string | null, testedAt: string | null, testShownAt: string | null, testError: string | null, area: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> }> };

export type BindRiskSourceMutationVariables = Exact<{
  input: BindRiskSourceInput;
}>;


export type BindRiskSourceMutation = { bindRiskSource: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type BlindSourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type BlindSourcesQuery = { blind: { totalCount: number }, unheard: { totalCount: number }, out: { totalCount: number } };

export type BoardQueryVariables = Exact<{ [key: string]: never; }>;


export type BoardQuery = { board: { columns: Array<{ state: CaseState, count: number, overdue: number }>, cases: Array<{ case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, archivedAt: string | null, dueAt: string | null, isOverdue: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { zh: string, en: string }, equipment: { zh: string, en: string } | null, holder: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null }, tasks: Array<{ id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }> }> } };

export type CancelMaintenanceMutationVariables = Exact<{
  input: CancelMaintenanceInput;
}>;


export type CancelMaintenanceMutation = { cancelMaintenance: { id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, plannedBy: { id: string, name: { zh: string, en: string } } | null } };

export type CancelShiftMutationVariables = Exact<{
  input: CancelShiftInput;
}>;


export type CancelShiftMutation = { cancelShift: { id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null } };

export type CancelTaskMutationVariables = Exact<{
  input: CancelTaskInput;
}>;


export type CancelTaskMutation = { cancelTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type CarryOutSuggestionMutationVariables = Exact<{
  input: CarryOutSuggestionInput;
}>;


export type CarryOutSuggestionMutation = { carryOutSuggestion: { isAnonymous: boolean, receivedAt: string, answeredAt: string | null, answer: string | null, doneAt: string | null, outcome: string | null, mayAnswer: boolean, mayCarryOut: boolean, id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null, case: { id: string, number: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } };

export type CaseQueryVariables = Exact<{
  id: string;
}>;


export type CaseQuery = { case: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null };

export type CaseChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type CaseChangedSubscription = { caseChanged: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type CaseCountsQueryVariables = Exact<{
  open?: CaseFilter | null | undefined;
  mine?: CaseFilter | null | undefined;
  overdue?: CaseFilter | null | undefined;
  recheck?: CaseFilter | null | undefined;
  archived?: CaseFilter | null | undefined;
}>;


export type CaseCountsQuery = { open: { totalCount: number }, mine: { totalCount: number }, overdue: { totalCount: number }, recheck: { totalCount: number }, archived: { totalCount: number } };

export type CaseDeliveriesQueryVariables = Exact<{
  caseId: string;
}>;


export type CaseDeliveriesQuery = { caseDeliveries: Array<{ knowsSince: string | null, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, sent: Array<{ id: string, kind: string, event: string, step: number, state: DeliveryState, createdAt: string, waitsUntil: string | null, quietUntil: string | null, acceptedAt: string | null, shownAt: string | null, openedAt: string | null, error: string | null, digestOf: number, silentSince: string | null }> }> };

export type CaseFollowUpsQueryVariables = Exact<{
  id: string;
}>;


export type CaseFollowUpsQuery = { case: { id: string, number: string, state: CaseState, mayFollowUp: boolean, title: { zh: string, en: string }, followUps: Array<{ id: string, at: string, step: DeadlineStep, text: string, answer: string | null, answeredAt: string | null, isOpen: boolean, isAutomatic: boolean, mayAnswer: boolean, to: { id: string, name: { zh: string, en: string } }, by: { id: string, name: { zh: string, en: string } } | null }> } | null };

export type CaseRecordQueryVariables = Exact<{
  caseId: string;
}>;


export type CaseRecordQuery = { caseRecord: { isRecurrence: boolean, recurrenceBasis: RecurrenceBasis | null, needsRootCause: boolean, mayReopen: boolean, mayMerge: boolean, mayRaiseGrade: boolean, duplicateOf: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } } | null, duplicates: Array<{ id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } }>, reopens: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } } | null, reopenedAs: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } } | null, earlier: Array<{ id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } }>, rootCause: { problem: string, whys: Array<string>, rootCause: string, measure: string, dueOn: string, owner: { id: string, name: { zh: string, en: string } } | null } | null, dismissal: { reason: DismissalReason, text: string, at: string } | null } | null };

export type CaseTableQueryVariables = Exact<{
  filter?: CaseFilter | null | undefined;
  sort?: CaseSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type CaseTableQuery = { cases: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CasesQueryVariables = Exact<{
  filter?: CaseFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type CasesQuery = { cases: { edges: Array<{ cursor: string, node: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ChangeAreaMutationVariables = Exact<{
  input: ChangeAreaInput;
}>;


export type ChangeAreaMutation = { changeArea: { id: string, code: string, polygon: Array<number>, planId: string | null, parentId: string | null, defaultStage: Stage | null, closedAt: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, muster: { zh: string, en: string }, musterAt: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type ChangeDepartmentMutationVariables = Exact<{
  input: ChangeDepartmentInput;
}>;


export type ChangeDepartmentMutation = { changeDepartment: { id: string, siteId: string, code: string, parentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } } };

export type ChangeEquipmentMutationVariables = Exact<{
  input: ChangeEquipmentInput;
}>;


export type ChangeEquipmentMutation = { changeEquipment: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type ChangePersonMutationVariables = Exact<{
  input: ChangePersonInput;
}>;


export type ChangePersonMutation = { changePerson: { id: string, siteId: string, username: string, role: Role, departmentId: string | null, postId: string | null, employeeCode: string | null, joinedOn: string | null, version: number, state: StaffState, invitedUntil: string | null, disabledAt: string | null, leavesOn: string | null, mayManage: boolean, name: { zh: string, en: string }, department: { zh: string, en: string } | null, post: { zh: string, en: string } | null, addresses: Array<{ kind: AddressKind, address: string }> } };

export type ChangePlanMutationVariables = Exact<{
  input: ChangePlanInput;
}>;


export type ChangePlanMutation = { changePlan: { id: string, siteId: string, pictureUrl: string, width: number, height: number, version: number, changedAt: string | null, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type ChangePostMutationVariables = Exact<{
  input: ChangePostInput;
}>;


export type ChangePostMutation = { changePost: { id: string, siteId: string, code: string, departmentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } } };

export type ChangeRiskDraftMutationVariables = Exact<{
  input: ChangeRiskDraftInput;
}>;


export type ChangeRiskDraftMutation = { changeRiskDraft: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type ChangeRiskObjectMutationVariables = Exact<{
  input: ChangeRiskObjectInput;
}>;


export type ChangeRiskObjectMutation = { changeRiskObject: { id: string, code: string, version: number, mayEdit: boolean, name: { zh: string, en: string }, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null, units: Array<{ drafts: number, levels: Array<{ level: number, count: number }>, unit: { id: string, code: string, kind: RiskUnitKind, outOfUseSince: string | null, mayEdit: boolean, name: { zh: string, en: string } } }> } };

export type ChangeRiskSettingsMutationVariables = Exact<{
  input: ChangeRiskSettingsInput;
}>;


export type ChangeRiskSettingsMutation = { changeRiskSettings: { siteId: string, version: number, lsSet: string, controlLevels: Array<{ level: number, controlLevel: ControlLevel }>, reviewMonths: Array<{ level: number, months: number }> } };

export type ChangeRiskUnitMutationVariables = Exact<{
  input: ChangeRiskUnitInput;
}>;


export type ChangeRiskUnitMutation = { changeRiskUnit: { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } };

export type ChangeRoleMutationVariables = Exact<{
  input: ChangeRoleInput;
}>;


export type ChangeRoleMutation = { changeRole: { person: { id: string, siteId: string, username: string, role: Role, departmentId: string | null, postId: string | null, employeeCode: string | null, joinedOn: string | null, version: number, state: StaffState, invitedUntil: string | null, disabledAt: string | null, leavesOn: string | null, mayManage: boolean, name: { zh: string, en: string }, department: { zh: string, en: string } | null, post: { zh: string, en: string } | null, addresses: Array<{ kind: AddressKind, address: string }> }, agreements: Array<{ id: string, state: AgreementState }> } };

export type ChangeScoreWordingsMutationVariables = Exact<{
  input: ChangeScoreWordingsInput;
}>;


export type ChangeScoreWordingsMutation = { changeScoreWordings: { siteId: string, version: number, lsSet: string, controlLevels: Array<{ level: number, controlLevel: ControlLevel }>, reviewMonths: Array<{ level: number, months: number }> } };

export type ChangeShiftMutationVariables = Exact<{
  input: ChangeShiftInput;
}>;


export type ChangeShiftMutation = { changeShift: { id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null } };

export type ChangeShiftPatternMutationVariables = Exact<{
  input: ChangeShiftPatternInput;
}>;


export type ChangeShiftPatternMutation = { changeShiftPattern: { id: string, startMinute: number, minutes: number, closedAt: string | null, version: number, name: { zh: string, en: string } } };

export type ChangeSiteMutationVariables = Exact<{
  input: ChangeSiteInput;
}>;


export type ChangeSiteMutation = { changeSite: { siteId: string, timezone: string, language: Language, trade: Trade | null, people: number | null, labelSet: LabelSet, controlRoom: string, windSpeedSource: string, windDirectionSource: string, restWeekdays: Array<number>, version: number, changedAt: string | null, changed: string, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null, secondPerson: { id: string, name: { zh: string, en: string } } | null, days: Array<{ day: string, isWorking: boolean, name: string }> } };

export type ChangeSiteAdviceMutationVariables = Exact<{
  input: ChangeSiteAdviceInput;
}>;


export type ChangeSiteAdviceMutation = { changeSiteAdvice: { id: string, code: string, conditions: Array<AlertCondition>, isEarly: boolean, isInGas: boolean, changedAt: string | null, name: { zh: string, en: string }, own: Array<{ zh: string, en: string }>, ofSite: Array<{ zh: string, en: string }>, product: Array<{ zh: string, en: string }>, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type ChangeSourceMutationVariables = Exact<{
  input: ChangeSourceInput;
}>;


export type ChangeSourceMutation = { changeSource: { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, samplingPlan: string, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, code: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, parentSource: { id: string, code: string, name: { zh: string, en: string } } | null, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } };

export type ChangeTagMutationVariables = Exact<{
  input: ChangeTagInput;
}>;


export type ChangeTagMutation = { changeTag: { id: string, siteId: string, code: string, kind: TagKind, role: string, areas: Array<string>, equipment: string, personId: string | null, closedAt: string | null, version: number, name: { zh: string, en: string }, person: { zh: string, en: string } | null } };

export type ChangeTaskRulesMutationVariables = Exact<{
  input: ChangeTaskRulesInput;
}>;


export type ChangeTaskRulesMutation = { changeTaskRules: { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, by: { id: string, name: { zh: string, en: string } } | null, rules: Array<{ id: string, kind: TaskKind, leastTier: Tier, stages: Array<Stage>, conditions: Array<AlertCondition>, categories: Array<HazardCategory>, areaIds: Array<string>, crossesOnly: boolean, share: number, department: { id: string, name: { zh: string, en: string } }, work: { zh: string, en: string } }> }> } };

export type ChangeTierPolicyMutationVariables = Exact<{
  input: ChangeTierPolicyInput;
}>;


export type ChangeTierPolicyMutation = { changeTierPolicy: { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }>, inForce: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwn: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwnLoses: { zh: string, en: string } | null, areas: Array<{ id: string, name: { zh: string, en: string } }>, waiting: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type ChannelProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelProvidersQuery = { channelProviders: Array<{ kind: string, provider: string, settings: Array<{ name: string, form: string, isSecret: boolean, isRequired: boolean, default: string, choices: Array<string>, longest: number }> }> };

export type CloseAreaMutationVariables = Exact<{
  input: CloseAreaInput;
}>;


export type CloseAreaMutation = { closeArea: { id: string, code: string, polygon: Array<number>, planId: string | null, parentId: string | null, defaultStage: Stage | null, closedAt: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, muster: { zh: string, en: string }, musterAt: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type CloseDepartmentMutationVariables = Exact<{
  input: CloseDepartmentInput;
}>;


export type CloseDepartmentMutation = { closeDepartment: { id: string, siteId: string, code: string, parentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } } };

export type CloseReviewMutationVariables = Exact<{
  input: CloseReviewInput;
}>;


export type CloseReviewMutation = { closeReview: { id: string, state: ProposalState, approvedVersion: number | null } };

export type CloseRiskEventMutationVariables = Exact<{
  input: CloseRiskEventInput;
}>;


export type CloseRiskEventMutation = { closeRiskEvent: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type CloseRiskObjectMutationVariables = Exact<{
  input: CloseRiskObjectInput;
}>;


export type CloseRiskObjectMutation = { closeRiskObject: { id: string, code: string, version: number, mayEdit: boolean, name: { zh: string, en: string }, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null, units: Array<{ drafts: number, levels: Array<{ level: number, count: number }>, unit: { id: string, code: string, kind: RiskUnitKind, outOfUseSince: string | null, mayEdit: boolean, name: { zh: string, en: string } } }> } };

export type CloseRiskUnitMutationVariables = Exact<{
  input: CloseRiskUnitInput;
}>;


export type CloseRiskUnitMutation = { closeRiskUnit: { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } };

export type CloseRosterMutationVariables = Exact<{
  input: CloseRosterInput;
}>;


export type CloseRosterMutation = { closeRoster: { id: string, duty: Duty, version: number, mayPlan: boolean, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null } };

export type ConfigureChannelMutationVariables = Exact<{
  input: ConfigureChannelInput;
}>;


export type ConfigureChannelMutation = { configureChannel: { id: string, kind: string, provider: string, secrets: Array<string>, pausedAt: string | null, pauseReason: string, monthlyCap: number | null, priceCents: number | null, sentThisMonth: number, testedAt: string | null, testOutcome: string | null, version: number, settings: Array<{ name: string, value: string }>, before: { keptUntil: string | null, usedAt: string | null, refused: string } | null, stream: { isConnected: boolean, lostAt: string | null, error: string, isTakenOver: boolean } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type ConfirmPeopleMutationVariables = Exact<{
  input: ConfirmPeopleInput;
}>;


export type ConfirmPeopleMutation = { confirmPeople: Array<{ id: string, code: ErrorCode | null }> };

export type ConnectionGuideQueryVariables = Exact<{
  siteId: string;
  way: ConnectionWay;
  code: string;
}>;


export type ConnectionGuideQuery = { connectionGuide: { siteCode: string, address: string, topic: string, payload: string, command: string, needsKey: boolean, needsAccount: boolean, isLocal: boolean, qr: string } };

export type ControlQueryVariables = Exact<{ [key: string]: never; }>;


export type ControlQuery = { control: { outOfControlYesterday: number, outOfControlLastWeek: number, areas: Array<{ tier: Tier | null, isOutOfControl: boolean, late: number, blind: number, sources: number, area: { id: string, code: string, name: { zh: string, en: string } } }>, matters: Array<{ areaId: string, tier: Tier, dueAt: string | null, alert: { id: string, tier: Tier, state: AlertState, isActive: boolean, activeSince: string, group: { title: { zh: string, en: string } | null } | null, sensor: { id: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } }, cause: { sentence: { zh: string, en: string } }, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null } | null, case: { id: string, number: string, state: CaseState, dueAt: string | null, isOverdue: boolean, isSimulated: boolean, title: { zh: string, en: string }, area: { zh: string, en: string }, holder: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null }>, areasYesterday: Array<{ id: string, code: string, name: { zh: string, en: string } }>, areasLastWeek: Array<{ id: string, code: string, name: { zh: string, en: string } }> } };

export type CorrectionsQueryVariables = Exact<{
  siteId: string;
}>;


export type CorrectionsQuery = { corrections: Array<{ id: string, text: string, askedAt: string, state: CorrectionState, answer: string, answeredAt: string | null, mayAnswer: boolean, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, answeredBy: { id: string, name: { zh: string, en: string } } | null }> };

export type CoveredEventsQueryVariables = Exact<{
  filter?: CoveredFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type CoveredEventsQuery = { coveredEvents: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, stage: Stage, coverage: CoverageClass, residualLevel: number, live: { sources: number, level: number, isKnown: boolean, rise: number, takenAt: string }, event: { id: string, code: string, version: number, mayEdit: boolean, title: { zh: string, en: string } }, area: { id: string, name: { zh: string, en: string } }, offered: { id: string, code: string, kind: SensorKind, name: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateDeviceMutationVariables = Exact<{
  input: CreateDeviceInput;
}>;


export type CreateDeviceMutation = { createDevice: { key: string | null, device: { id: string, name: string, codes: Array<string>, hint: string, createdAt: string, revokedAt: string | null, lastUsedAt: string | null } } };

export type DecideAgreementMutationVariables = Exact<{
  input: DecideAgreementInput;
}>;


export type DecideAgreementMutation = { decideAgreement: { id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null } };

export type DecideExtensionMutationVariables = Exact<{
  input: DecideExtensionInput;
}>;


export type DecideExtensionMutation = { decideExtension: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type DeclineHazardMutationVariables = Exact<{
  input: DeclineHazardInput;
}>;


export type DeclineHazardMutation = { declineHazard: { clause: string | null, phoneSaidAt: string | null, triagedAt: string | null, triageNote: string | null, id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, voice: { sha256: string, seconds: number, takenAt: string | null } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, title: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } };

export type DeclineSuggestionMutationVariables = Exact<{
  input: DeclineSuggestionInput;
}>;


export type DeclineSuggestionMutation = { declineSuggestion: { isAnonymous: boolean, receivedAt: string, answeredAt: string | null, answer: string | null, doneAt: string | null, outcome: string | null, mayAnswer: boolean, mayCarryOut: boolean, id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null, case: { id: string, number: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } };

export type DeclineSwapMutationVariables = Exact<{
  input: AnswerSwapInput;
}>;


export type DeclineSwapMutation = { declineSwap: { id: string, state: SwapState, askedAt: string, reason: string, mayAnswer: boolean, mayWithdraw: boolean, shiftId: string, rosterId: string, startsAt: string, endsAt: string, inReturnStartsAt: string | null, inReturnEndsAt: string | null, askedBy: { id: string, name: { zh: string, en: string } } | null, to: { id: string, name: { zh: string, en: string } } | null } };

export type DeleteViewMutationVariables = Exact<{
  input: DeleteViewInput;
}>;


export type DeleteViewMutation = { deleteView: string };

export type DemoRemovalQueryVariables = Exact<{
  siteId: string;
}>;


export type DemoRemovalQuery = { demoRemoval: { people: number, sources: number, alerts: number, cases: number, askedBy: string | null, name: { zh: string, en: string } } | null };

export type DepartmentTreeQueryVariables = Exact<{
  siteId: string;
}>;


export type DepartmentTreeQuery = { departmentTree: Array<{ id: string, siteId: string, code: string, parentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } }> };

export type DepartmentsQueryVariables = Exact<{ [key: string]: never; }>;


export type DepartmentsQuery = { departments: Array<{ id: string, name: { zh: string, en: string } }> };

export type DigestQueryVariables = Exact<{
  deliveryId: string;
}>;


export type DigestQuery = { digestMembers: Array<{ id: string, at: string, path: string, title: { zh: string, en: string }, alert: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null }> };

export type DisablePersonMutationVariables = Exact<{
  input: DisablePersonInput;
}>;


export type DisablePersonMutation = { disablePerson: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type DismissCaseMutationVariables = Exact<{
  input: DismissCaseInput;
}>;


export type DismissCaseMutation = { dismissCase: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type DismissSourceMutationVariables = Exact<{
  input: DismissSourceInput;
}>;


export type DismissSourceMutation = { dismissSource: boolean };

export type DraftRiskEventMutationVariables = Exact<{
  input: DraftRiskEventInput;
}>;


export type DraftRiskEventMutation = { draftRiskEvent: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type DueStepsQueryVariables = Exact<{
  filter?: StepFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type DueStepsQuery = { dueSteps: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, step: DeadlineStep, tier: Tier | null, dueAt: string, endedAt: string | null, responsible: Array<{ id: string, name: { zh: string, en: string } }>, department: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } | null, alert: { id: string, group: { title: { zh: string, en: string } | null } | null, sensor: { id: string, name: { zh: string, en: string } } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DuplicateCandidatesQueryVariables = Exact<{
  of: DuplicatesOf;
}>;


export type DuplicateCandidatesQuery = { duplicateCandidates: Array<{ why: Array<Likeness>, openedAt: string, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } } | null, report: { id: string, number: string, state: HazardState, category: HazardCategory, description: string, reportedBy: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string }> } | null }> };

export type EnablePersonMutationVariables = Exact<{
  input: EnablePersonInput;
}>;


export type EnablePersonMutation = { enablePerson: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type EndSignInMutationVariables = Exact<{
  input: EndSignInInput;
}>;


export type EndSignInMutation = { endSignIn: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type EndSignInsMutationVariables = Exact<{
  input: EndSignInsInput;
}>;


export type EndSignInsMutation = { endSignIns: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type EquipmentByCodeQueryVariables = Exact<{
  code: string;
}>;


export type EquipmentByCodeQuery = { equipment: { id: string, code: string, state: EquipmentState, stage: Stage, nextMaintenanceAt: string | null, nextInspectionAt: string | null, name: { zh: string, en: string }, dangers: Array<{ sensorId: string, unit: string, side: LimitSide, tier: Tier, limit: number, name: { zh: string, en: string }, steps: Array<{ zh: string, en: string }> }>, riskEvents: Array<{ id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null }>, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string> }>, area: { id: string, code: string, name: { zh: string, en: string } }, maintenance: Array<{ id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, plannedBy: { id: string, name: { zh: string, en: string } } | null }>, openAlerts: Array<{ id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null }>, openCases: Array<{ id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null }> } | null };

export type EquipmentListQueryVariables = Exact<{ [key: string]: never; }>;


export type EquipmentListQuery = { equipmentList: Array<{ id: string, code: string, labelCode: string | null, state: EquipmentState, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } }> };

export type EveryAreaQueryVariables = Exact<{ [key: string]: never; }>;


export type EveryAreaQuery = { everyArea: Array<{ id: string, code: string, polygon: Array<number>, planId: string | null, parentId: string | null, defaultStage: Stage | null, closedAt: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, muster: { zh: string, en: string }, musterAt: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type ExcludeStageMutationVariables = Exact<{
  input: ExcludeStageInput;
}>;


export type ExcludeStageMutation = { excludeStage: { id: string } };

export type FailRecheckMutationVariables = Exact<{
  input: FailRecheckInput;
}>;


export type FailRecheckMutation = { failRecheck: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type FalseAlarmSourcesQueryVariables = Exact<{
  start: string;
  end: string;
  sensorId?: string | number | null | undefined;
}>;


export type FalseAlarmSourcesQuery = { falseAlarmSources: Array<{ condition: AlertCondition, count: number, hint: TuningHint | null, sensor: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, area: { id: string, name: { zh: string, en: string } }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null }, reasons: Array<{ reason: DismissalReason, count: number }> }> };

export type FindObjectsQueryVariables = Exact<{
  text: string;
  first?: number;
}>;


export type FindObjectsQuery = { alerts: { edges: Array<{ node: { id: string, tier: Tier, worstTier: Tier, rank: Tier, state: AlertState, sensor: { code: string, name: { zh: string, en: string } }, case: { number: string } | null } }> }, cases: { edges: Array<{ node: { id: string, number: string, state: CaseState, title: { zh: string, en: string } } }> }, hazardReports: { edges: Array<{ node: { id: string, number: string, description: string, state: HazardState, case: { state: CaseState } | null } }> }, sources: { edges: Array<{ node: { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } }> } };

export type FinishTaskMutationVariables = Exact<{
  input: FinishTaskInput;
}>;


export type FinishTaskMutation = { finishTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type FollowUpCasesMutationVariables = Exact<{
  input: FollowUpCasesInput;
}>;


export type FollowUpCasesMutation = { followUpCases: Array<{ id: string }> };

export type FollowUpTableQueryVariables = Exact<{
  filter?: FollowUpFilter;
  where?: FollowUpWhere | null | undefined;
  sort?: FollowUpSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type FollowUpTableQuery = { followUps: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, at: string, step: DeadlineStep, text: string, answer: string | null, answeredAt: string | null, isOpen: boolean, isAutomatic: boolean, mayAnswer: boolean, case: { id: string, number: string, tier: Tier, state: CaseState, isOverdue: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } }, to: { id: string, name: { zh: string, en: string } }, by: { id: string, name: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FollowUpsQueryVariables = Exact<{
  filter?: FollowUpFilter;
  first?: number;
  after?: string | null | undefined;
}>;


export type FollowUpsQuery = { followUps: { edges: Array<{ cursor: string, node: { id: string, at: string, step: DeadlineStep, text: string, answer: string | null, answeredAt: string | null, isOpen: boolean, isAutomatic: boolean, mayAnswer: boolean, case: { id: string, number: string, tier: Tier, title: { zh: string, en: string } }, to: { id: string, name: { zh: string, en: string } }, by: { id: string, name: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ForgetChannelBeforeMutationVariables = Exact<{
  input: ForgetChannelBeforeInput;
}>;


export type ForgetChannelBeforeMutation = { forgetChannelBefore: { id: string, kind: string, provider: string, secrets: Array<string>, pausedAt: string | null, pauseReason: string, monthlyCap: number | null, priceCents: number | null, sentThisMonth: number, testedAt: string | null, testOutcome: string | null, version: number, settings: Array<{ name: string, value: string }>, before: { keptUntil: string | null, usedAt: string | null, refused: string } | null, stream: { isConnected: boolean, lostAt: string | null, error: string, isTakenOver: boolean } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type GroupMembersQueryVariables = Exact<{
  groupId: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type GroupMembersQuery = { alerts: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, tier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, sensor: { id: string, name: { zh: string, en: string } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HazardReportQueryVariables = Exact<{
  id: string;
}>;


export type HazardReportQuery = { hazardReport: { clause: string | null, phoneSaidAt: string | null, triagedAt: string | null, triageNote: string | null, id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, voice: { sha256: string, seconds: number, takenAt: string | null } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, title: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null };

export type HazardReportChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type HazardReportChangedSubscription = { hazardReportChanged: { id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } }, case: { id: string, number: string, state: CaseState } | null } };

export type HazardReportTableQueryVariables = Exact<{
  filter?: HazardReportFilter | null | undefined;
  sort?: HazardReportSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type HazardReportTableQuery = { hazardReports: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, triagedAt: string | null, mayTriage: boolean, declineReason: DeclineReason | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, reportedBy: { id: string, name: { zh: string, en: string } }, triagedBy: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, tier: Tier, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HazardReportsQueryVariables = Exact<{
  filter?: HazardReportFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type HazardReportsQuery = { hazardReports: { edges: Array<{ cursor: string, node: { id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } }, case: { id: string, number: string, state: CaseState } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HeldAboutMeQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldAboutMeQuery = { heldAboutMe: Array<{ kind: string, count: number, title: { zh: string, en: string }, kept: { zh: string, en: string } }> };

export type HeldAlertsQueryVariables = Exact<{
  by: Suppression;
  first: number;
  after?: string | null | undefined;
}>;


export type HeldAlertsQuery = { alerts: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, tier: Tier, condition: AlertCondition, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, person: { id: string, name: { zh: string, en: string } } | null, explained: { size: number, isOneRow: boolean, source: { id: string, name: { zh: string, en: string } } } | null } | null, group: { shelved: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } } }> } };

export type HeldBackQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldBackQuery = { shelvedCount: number, explainedCount: number, chatteringCount: number, shelved: Array<{ id: string, tier: Tier, condition: AlertCondition, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, person: { id: string, name: { zh: string, en: string } } | null, explained: { size: number, isOneRow: boolean, source: { id: string, name: { zh: string, en: string } } } | null } | null, group: { shelved: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } }>, maintenanceWindows: Array<{ id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, area: { id: string, code: string, name: { zh: string, en: string } } | null, plannedBy: { id: string, name: { zh: string, en: string } } | null }>, out: { totalCount: number } };

export type HeldSourcesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type HeldSourcesQuery = { sources: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, outOfService: { reason: string, since: string, until: string | null, person: { id: string, name: { zh: string, en: string } } | null } | null } }> } };

export type IncludeStageMutationVariables = Exact<{
  input: IncludeStageInput;
}>;


export type IncludeStageMutation = { includeStage: { id: string } };

export type IndicatorHistoryQueryVariables = Exact<{
  sensorId: string | number;
}>;


export type IndicatorHistoryQuery = { indicatorHistory: Array<{ reason: string, madeAt: string, isInForce: boolean, madeBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } }> };

export type InvitePersonMutationVariables = Exact<{
  input: InvitePersonInput;
}>;


export type InvitePersonMutation = { invitePerson: { id: string, personId: string, isReset: boolean, expiresAt: string, isOpen: boolean, link: string | null, qr: string | null } };

export type IssueRiskMapMutationVariables = Exact<{
  input: IssueRiskMapInput;
}>;


export type IssueRiskMapMutation = { issueRiskMap: { id: string, number: string, issuedAt: string, redrawnBy: string, sha256: string, issuedBy: { id: string, name: { zh: string, en: string } } | null, levels: Array<{ level: number | null, areas: number }>, plans: Array<{ planId: string, pictureUrl: string, width: number, height: number }>, areas: Array<{ areaId: string, code: string, planId: string | null, polygon: Array<number>, level: number | null, name: { zh: string, en: string } }> } };

export type KeepRegisterMutationVariables = Exact<{
  input: KeepRegisterInput;
}>;


export type KeepRegisterMutation = { keepRegister: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type KpiReportQueryVariables = Exact<{
  start: string;
  end: string;
}>;


export type KpiReportQuery = { kpiReport: { isBeforeComplete: boolean, figures: Array<{ figure: KpiFigure, value: number | null, before: number | null, count: number, countBefore: number, trend: Array<number | null>, target: { atMost: number, source: string, isVerified: boolean, note: { zh: string, en: string } } | null }>, departments: Array<{ alerts: number, alertsBefore: number, late: number, lateBefore: number, department: { id: string, name: { zh: string, en: string } } | null }>, areas: Array<{ alerts: number, alertsBefore: number, late: number, lateBefore: number, area: { id: string, code: string, name: { zh: string, en: string } } | null }> } };

export type KpisQueryVariables = Exact<{
  start: string;
  end: string;
}>;


export type KpisQuery = { kpis: { start: string, end: string, activations: number, acknowledgedInTime: number | null, falseAlarms: number, confirmed: number, recheckOverrides: number, loads: Array<{ count: number, alerts: number, averagePerTenMinutes: number, worstTenMinutes: number, shareInFlood: number, person: { id: string, name: { zh: string, en: string } } | null, floods: Array<{ beganAt: string, endedAt: string, count: number, alerts: number, firstAt: string, lastAt: string }> }>, tierShares: Array<{ tier: Tier, share: number, target: number | null }>, chattering: Array<{ condition: AlertCondition, episodes: number, worstMinute: number, sensor: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, area: { id: string, name: { zh: string, en: string } }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null } }>, stale: Array<{ alertId: string, condition: AlertCondition, tier: Tier, activeSince: string, sensor: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, area: { id: string, name: { zh: string, en: string } }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null } }>, top: Array<{ condition: AlertCondition, count: number, alerts: number, share: number, sensor: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, area: { id: string, name: { zh: string, en: string } }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null } }>, days: Array<{ day: string, counts: Array<{ tier: Tier, count: number }> }> } };

export type LabSensorQueryVariables = Exact<{
  id: string | number;
}>;


export type LabSensorQuery = { sensor: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null } | null, limitBounds: { low: number | null, high: number | null, maxOnDelaySeconds: number, maxOffDelaySeconds: number } | null };

export type LabSourcesQueryVariables = Exact<{
  filter: SourceFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type LabSourcesQuery = { sources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, code: string, unit: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, indicator: { version: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } }> } };

export type LabelSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type LabelSettingsQuery = { labelSettings: Array<{ siteId: string, page: LabelPage }> };

export type LastAlertTestQueryVariables = Exact<{ [key: string]: never; }>;


export type LastAlertTestQuery = { lastAlertTest: { id: string, tier: Tier, sentAt: string, shownAt: string | null, addresses: number, pushes: Array<{ id: string, device: string, isThis: boolean, state: DeliveryState, acceptedAt: string | null, shownAt: string | null, error: string | null }> } | null };

export type LastOfAlertQueryVariables = Exact<{
  id: string;
}>;


export type LastOfAlertQuery = { alert: { history: Array<{ at: string, kind: AlertTransitionKind, person: { id: string, name: { zh: string, en: string } } | null }> } | null };

export type LastOfCaseQueryVariables = Exact<{
  id: string;
}>;


export type LastOfCaseQuery = { case: { timeline: Array<{ at: string, kind: TimelineKind, person: { id: string, name: { zh: string, en: string } } | null }> } | null };

export type LastOfReportQueryVariables = Exact<{
  id: string;
}>;


export type LastOfReportQuery = { hazardReport: { state: HazardState, triagedAt: string | null, case: { state: CaseState } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null } | null };

export type LastOfSourceQueryVariables = Exact<{
  id: string | number;
}>;


export type LastOfSourceQuery = { sensor: { outOfService: { since: string, reason: string, person: { id: string, name: { zh: string, en: string } } | null } | null } | null };

export type LastOfSuggestionQueryVariables = Exact<{
  id: string;
}>;


export type LastOfSuggestionQuery = { suggestion: { state: SuggestionState, answeredAt: string | null, doneAt: string | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null } | null };

export type LateMattersQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type LateMattersQuery = { overdueMatters: { totalCount: number, lateSteps: number, oldestDueAt: string | null, edges: Array<{ cursor: string, node: { id: string, tier: Tier | null, isFollowedUp: boolean, responsible: Array<{ id: string, name: { zh: string, en: string } }>, department: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } | null, alert: { id: string, group: { title: { zh: string, en: string } | null } | null, sensor: { id: string, name: { zh: string, en: string } } } | null, subject: { path: string, name: { zh: string, en: string } } | null, steps: Array<{ id: string, step: DeadlineStep, dueAt: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LedgerQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerQuery = { equipmentList: Array<{ sensorCount: number, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type LedgerPageQueryVariables = Exact<{
  code: string;
}>;


export type LedgerPageQuery = { equipment: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } | null };

export type LimitTemplatesQueryVariables = Exact<{ [key: string]: never; }>;


export type LimitTemplatesQuery = { standards: Array<string>, limitTemplates: Array<{ code: string, unit: string, standard: string, onDelaySeconds: number, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> }> };

export type LinkDuplicateMutationVariables = Exact<{
  input: LinkDuplicateInput;
}>;


export type LinkDuplicateMutation = { linkDuplicate: { id: string, state: CaseState } };

export type LinkRegisteredRiskMutationVariables = Exact<{
  input: LinkRegisteredRiskInput;
}>;


export type LinkRegisteredRiskMutation = { linkRegisteredRisk: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type LivePlanQueryVariables = Exact<{
  siteId: string;
}>;


export type LivePlanQuery = { liveRegister: { takenAt: string, total: number, areas: Array<{ placeId: string, events: number, worse: number, notKnown: number, inherent: { level: number } | null, residual: { level: number }, live: { level: number, isKnown: boolean }, worst: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, eventName: { id: string, code: string, title: { zh: string, en: string } }, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } }>, units: Array<{ placeId: string, inherent: { level: number } | null, residual: { level: number }, live: { level: number, isKnown: boolean }, unit: { code: string, areaId: string, name: { zh: string, en: string } } }> } | null };

export type LiveUnitsQueryVariables = Exact<{
  siteId: string;
}>;


export type LiveUnitsQuery = { liveRegister: { takenAt: string, units: Array<{ placeId: string, live: { level: number, isKnown: boolean } }> } | null };

export type MachineNowQueryVariables = Exact<{
  equipmentId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MachineNowQuery = { sources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, name: { zh: string, en: string }, outOfService: { reason: string, since: string, until: string | null } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, latest: { sampledAt: string, value: number, quality: Quality } | null } }> } };

export type MachineSourcesQueryVariables = Exact<{
  equipmentId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type MachineSourcesQuery = { sources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, code: string, state: SensorState, name: { zh: string, en: string } } }> } };

export type MaintenancePlacesQueryVariables = Exact<{ [key: string]: never; }>;


export type MaintenancePlacesQuery = { areas: Array<{ id: string, code: string, name: { zh: string, en: string } }>, equipmentList: Array<{ id: string, code: string, name: { zh: string, en: string } }> };

export type MakeChatCodeMutationVariables = Exact<{
  input: MakeChatCodeInput;
}>;


export type MakeChatCodeMutation = { makeChatCode: { addresses: Array<{ kind: AddressKind, address: string, verifiedAt: string | null, channels: Array<string>, takesCode: boolean, codeEndsAt: string | null, failures: number, untilThen: string, takesChatCode: boolean, chatCode: string, chatCodeEndsAt: string | null }> } };

export type MapAreasQueryVariables = Exact<{ [key: string]: never; }>;


export type MapAreasQuery = { everyArea: Array<{ id: string, siteId: string, code: string, polygon: Array<number>, closedAt: string | null, name: { zh: string, en: string } }> };

export type MarkReportSeenMutationVariables = Exact<{
  input: MarkReportSeenInput;
}>;


export type MarkReportSeenMutation = { markReportSeen: { reportId: string } };

export type MergeCasesMutationVariables = Exact<{
  input: MergeCasesInput;
}>;


export type MergeCasesMutation = { mergeCases: { id: string, state: CaseState, tier: Tier } };

export type MoveEquipmentOnMutationVariables = Exact<{
  input: MoveEquipmentOnInput;
}>;


export type MoveEquipmentOnMutation = { moveEquipmentOn: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type MyAddressesQueryVariables = Exact<{ [key: string]: never; }>;


export type MyAddressesQuery = { myAddresses: { addresses: Array<{ kind: AddressKind, address: string, verifiedAt: string | null, channels: Array<string>, takesCode: boolean, codeEndsAt: string | null, failures: number, untilThen: string, takesChatCode: boolean, chatCode: string, chatCodeEndsAt: string | null }> } };

export type MyBrowsersQueryVariables = Exact<{ [key: string]: never; }>;


export type MyBrowsersQuery = { myBrowsers: Array<{ id: string, name: string, isThis: boolean, isInHand: boolean, subscribedAt: string, lastShownAt: string | null, unseen: number, silentSince: string | null }> };

export type MyPreferencesQueryVariables = Exact<{
  siteId: string;
}>;


export type MyPreferencesQuery = { myPreferences: { siteId: string, timezone: string, quietUntil: string | null, isOnDuty: boolean, longestMinutes: number, tiers: Array<Tier>, channels: Array<PolicyChannel>, isOwnOrder: boolean, quietHours: { fromMinute: number, untilMinute: number, weekdays: Array<number> } | null }, myBrowsers: Array<{ id: string, name: string, isThis: boolean, isInHand: boolean, isAlarmsOnly: boolean, silentSince: string | null, kind: { maker: Maker, engine: Engine, major: number } | null }> };

export type MyWorklistQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type MyWorklistQuery = { myWorklist: { totalCount: number, edges: Array<{ cursor: string, node:
        | { kind: WorkKind, id: string, noun: string, number: string, tier: Tier | null, dueAt: string | null, isOverdue: boolean, isDecision: boolean, page: string, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, archivedAt: string | null, dueAt: string | null, isOverdue: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { zh: string, en: string }, equipment: { zh: string, en: string } | null, holder: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null }, task: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } | null, asked: { id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, step: { zh: string, en: string }, place: { zh: string, en: string } | null }
        | { id: string, noun: string, number: string, tier: Tier | null, dueAt: string | null, isOverdue: boolean, isDecision: boolean, page: string, title: { zh: string, en: string }, step: { zh: string, en: string }, place: { zh: string, en: string } | null }
       }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type NameCaseRiskMutationVariables = Exact<{
  input: NameCaseRiskInput;
}>;


export type NameCaseRiskMutation = { nameCaseRisk: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type NameSecondPersonMutationVariables = Exact<{
  input: NameSecondPersonInput;
}>;


export type NameSecondPersonMutation = { nameSecondPerson: { settings: { siteId: string, timezone: string, language: Language, trade: Trade | null, people: number | null, labelSet: LabelSet, controlRoom: string, windSpeedSource: string, windDirectionSource: string, restWeekdays: Array<number>, version: number, changedAt: string | null, changed: string, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null, secondPerson: { id: string, name: { zh: string, en: string } } | null, days: Array<{ day: string, isWorking: boolean, name: string }> }, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type NeverHeardQueryVariables = Exact<{
  first?: number;
}>;


export type NeverHeardQuery = { sources: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, code: string, createdAt: string | null, unheardRemindedAt: string | null, responsible: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null } }> } };

export type NoteAlarmShownMutationVariables = Exact<{
  input: NoteAlarmShownInput;
}>;


export type NoteAlarmShownMutation = { noteAlarmShown: boolean };

export type NoteBrowserMutationVariables = Exact<{
  input: NoteBrowserInput;
}>;


export type NoteBrowserMutation = { noteBrowser: boolean };

export type ObjectAnonymouslyMutationVariables = Exact<{
  input: ObjectAnonymouslyInput;
}>;


export type ObjectAnonymouslyMutation = { objectAnonymously: { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null } };

export type ObjectReportMutationVariables = Exact<{
  input: ObjectReportInput;
}>;


export type ObjectReportMutation = { objectReport: { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null } };

export type ObservationRulesQueryVariables = Exact<{ [key: string]: never; }>;


export type ObservationRulesQuery = { observationRules: Array<{ siteId: string, version: number, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, rules: Array<{ type: string, tier: Tier, minConfidence: number, minSightings: number, withinSeconds: number, clearAfterSeconds: number, areas: Array<string>, tagKinds: Array<TagKind>, tag: TagCondition, unlessRoles: Array<string>, fromMinute: number | null, toMinute: number | null, raises: string, name: { zh: string, en: string } }> }> };

export type OnDutyNowQueryVariables = Exact<{
  siteId: string;
}>;


export type OnDutyNowQuery = { onDuty: Array<{ roster: { id: string, duty: Duty }, now: Array<{ id: string, endsAt: string, person: { id: string, name: { zh: string, en: string } } | null }> }> };

export type OpenObjectionsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type OpenObjectionsQuery = { openObjections: { total: number, edges: Array<{ cursor: string, node: { id: string, reason: string, madeAt: string, caseNumber: string | null, report: { id: string, number: string, category: HazardCategory, isAnonymous: boolean, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, reportedBy: { id: string, name: { zh: string, en: string } } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrganisationChangesQueryVariables = Exact<{
  objectId: string;
}>;


export type OrganisationChangesQuery = { organisationChanges: Array<{ kind: string, at: string, note: string, person: { id: string, name: { zh: string, en: string } } | null }> };

export type OutletsQueryVariables = Exact<{
  siteId: string;
}>;


export type OutletsQuery = { outlets: Array<{ id: string, kind: string, name: string, hint: string, fromTier: Tier, isSending: boolean, testedAt: string | null, sentAt: string | null, error: string | null, lost: number, area: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> }> };

export type OverdueSumQueryVariables = Exact<{ [key: string]: never; }>;


export type OverdueSumQuery = { overdueMatters: { totalCount: number, lateSteps: number, oldestDueAt: string | null } };

export type OverdueWorkQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
}>;


export type OverdueWorkQuery = { overdueWork: { total: number, oldestDueAt: string | null, edges: Array<{ cursor: string, node: { id: string, step: DeadlineStep, tier: Tier | null, dueAt: string, isFollowedUp: boolean, responsible: Array<{ id: string, name: { zh: string, en: string } }>, department: { id: string, name: { zh: string, en: string } } | null, case: { id: string, number: string, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } | null, subject: { path: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OverviewAreasQueryVariables = Exact<{
  siteId: string;
}>;


export type OverviewAreasQuery = { overview: { total: number, counts: { red: number, orange: number, yellow: number, blind: number, unheard: number, out: number, normal: number }, areas: Array<{ formerTier: Tier | null, blue: number, area: { id: string, code: string, name: { zh: string, en: string } }, counts: { red: number, orange: number, yellow: number, blind: number, unheard: number, out: number, normal: number }, worstSource: { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null };

export type OverviewRowsQueryVariables = Exact<{
  siteId: string;
  filter: OverviewFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type OverviewRowsQuery = { overview: { counts: { red: number, orange: number, yellow: number, blind: number, unheard: number, out: number, normal: number }, sources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { standsFor: number, title: { zh: string, en: string } | null, explainedBy: { id: string, name: { zh: string, en: string } } | null, source: { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } } }> } } | null };

export type OverviewSumsQueryVariables = Exact<{
  siteId: string;
}>;


export type OverviewSumsQuery = { overview: { total: number, counts: { red: number, orange: number, yellow: number, blind: number, unheard: number, out: number, normal: number }, cells: Array<{ stage: Stage, formerTier: Tier | null, area: { id: string, code: string, name: { zh: string, en: string } }, counts: { red: number, orange: number, yellow: number, blind: number, unheard: number, out: number, normal: number }, gauges: Array<{ sensorId: string, countedAs: CountedAs, tier: Tier | null, nearness: number }> }> } | null };

export type OverviewTilesQueryVariables = Exact<{
  siteId: string;
  filter: OverviewFilter;
  minutes: number;
  first: number;
  after?: string | null | undefined;
}>;


export type OverviewTilesQuery = { overview: { sources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { standsFor: number, source: { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, sparkline: { startsAt: string, stepSeconds: number, low: Array<number | null>, high: Array<number | null> }, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null }, title: { zh: string, en: string } | null, explainedBy: { id: string, name: { zh: string, en: string } } | null } }> } } | null };

export type PassRecheckMutationVariables = Exact<{
  input: PassRecheckInput;
}>;


export type PassRecheckMutation = { passRecheck: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type PauseChannelMutationVariables = Exact<{
  input: PauseChannelInput;
}>;


export type PauseChannelMutation = { pauseChannel: { id: string } };

export type PausedWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type PausedWorkQuery = { pausedWork: Array<{ id: string, since: string, until: string, reason: string, askedBy: { id: string, name: { zh: string, en: string } }, case: { id: string, number: string, tier: Tier, title: { zh: string, en: string } }, task: { id: string, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } } | null }> };

export type PeopleQueryVariables = Exact<{ [key: string]: never; }>;


export type PeopleQuery = { people: Array<{ id: string, department: { id: string, name: { zh: string, en: string } } | null, post: { zh: string, en: string } | null, name: { zh: string, en: string } }> };

export type PlaceEquipmentMutationVariables = Exact<{
  input: PlaceEquipmentInput;
}>;


export type PlaceEquipmentMutation = { placeEquipment: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type PlaceMattersQueryVariables = Exact<{
  alerts: AlertFilter;
  cases: CaseFilter;
  first?: number;
}>;


export type PlaceMattersQuery = { alerts: { totalCount: number, edges: Array<{ node: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } }> }, cases: { totalCount: number, edges: Array<{ node: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } }> } };

export type PlaceSourceMutationVariables = Exact<{
  input: PlaceSourceInput;
}>;


export type PlaceSourceMutation = { placeSource: { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, samplingPlan: string, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, code: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, parentSource: { id: string, code: string, name: { zh: string, en: string } } | null, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } };

export type PlaceTrendsQueryVariables = Exact<{
  filter: SourceFilter;
  from: string;
  to: string;
  points: number;
  first?: number;
}>;


export type PlaceTrendsQuery = { sources: { edges: Array<{ node: { id: string, trend: { stepSeconds: number, points: Array<{ at: string, low: number, mean: number, high: number }> }, alerts: Array<{ id: string, worstTier: Tier, raisedAt: string }>, outages: Array<{ kind: OutageKind, since: string, until: string | null }> } }> } };

export type PlaceUnlimitedQueryVariables = Exact<{
  filter: SourceFilter;
  first: number;
}>;


export type PlaceUnlimitedQuery = { sources: { totalCount: number, edges: Array<{ node: { id: string, name: { zh: string, en: string } } }> } };

export type PlanMaintenanceMutationVariables = Exact<{
  input: PlanMaintenanceInput;
}>;


export type PlanMaintenanceMutation = { planMaintenance: { id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, plannedBy: { id: string, name: { zh: string, en: string } } | null } };

export type PlanRosterMutationVariables = Exact<{
  input: PlanRosterInput;
}>;


export type PlanRosterMutation = { planRoster: { id: string, duty: Duty, version: number, mayPlan: boolean, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null } };

export type PlanSourcesQueryVariables = Exact<{
  planId: string;
}>;


export type PlanSourcesQuery = { sensors: Array<{ id: string, code: string, state: SensorState, version: number, planId: string | null, name: { zh: string, en: string }, position: { x: number, y: number } | null, area: { id: string } }> };

export type PlansQueryVariables = Exact<{ [key: string]: never; }>;


export type PlansQuery = { plans: Array<{ id: string, siteId: string, pictureUrl: string, width: number, height: number, version: number, changedAt: string | null, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type PolicyLosesQueryVariables = Exact<{
  siteId: string;
  tiers: Array<TierPolicyInput> | TierPolicyInput;
  areaId?: string | null | undefined;
}>;


export type PolicyLosesQuery = { policyLoses: { zh: string, en: string } | null };

export type PolicyPreviewQueryVariables = Exact<{
  siteId: string;
  tier: Tier;
  acknowledgeWithinS: number;
  disposeWithinS: number;
  recheckWithinS: number;
  areaId?: string | null | undefined;
}>;


export type PolicyPreviewQuery = { policyPreview: Array<{ step: DeadlineStep, total: number, late: number, lateThen: number }> };

export type PostsQueryVariables = Exact<{
  siteId: string;
}>;


export type PostsQuery = { posts: Array<{ id: string, siteId: string, code: string, departmentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } }> };

export type ProgressQueryVariables = Exact<{ [key: string]: never; }>;


export type ProgressQuery = { progress: { seriousAlerts: number, seriousAlertsBefore: number, onTimeTarget: number, since: string | null, repeatsBefore: number, repeatsSince: string | null, knownSince: string | null, days: Array<{ day: string, red: number, orange: number }>, steps: Array<{ step: DeadlineStep, onTime: { total: number, late: number, share: number | null, shareBefore: number | null } }>, departments: Array<{ department: { id: string, name: { zh: string, en: string } }, onTime: { total: number, late: number, share: number | null, shareBefore: number | null } }>, repeats: Array<{ count: number, before: number, sensor: { id: string, code: string, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } } }> } };

export type ProposalsQueryVariables = Exact<{
  sensorId?: string | number | null | undefined;
}>;


export type ProposalsQuery = { proposals: Array<{ id: string, state: ProposalState, baseVersion: number, reason: string, proposedAt: string, loosened: Array<Tier>, needsSecondPerson: boolean, isStale: boolean, shadowSince: string | null, decidedAt: string | null, decisionNote: string, approvedVersion: number | null, reviewDueAt: string | null, verdict: ReviewVerdict | null, mayApprove: boolean, mayWithdraw: boolean, proposedBy: { id: string, name: { zh: string, en: string } } | null, decidedBy: { id: string, name: { zh: string, en: string } } | null, proposed: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null }, findings: { fromAt: string, toAt: string, readings: number, isCut: boolean, kept: number, added: number, removed: number, missedReal: number, weakenedReal: number, sparedFalse: number, now: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, then: { alerts: number, alertsPerDay: number, inAlarmSeconds: number, shareInAlarm: number, chattering: number, byTier: Array<{ tier: Tier, count: number }>, inAlarmByTier: Array<{ tier: Tier, seconds: number }> }, real: Array<{ tier: Tier, count: number, missed: number }> } | null, review: { days: number, real: number, false: number, before: Array<{ tier: Tier, count: number }>, after: Array<{ tier: Tier, count: number }>, predicted: Array<{ tier: Tier, count: number }> | null } | null, shadowEpisodes: Array<{ condition: AlertCondition, worstTier: Tier, value: number | null, startedAt: string, endedAt: string | null }>, sensor: { id: string, code: string, unit: string, name: { zh: string, en: string }, indicator: { id: string, version: number, unit: string, deadband: number, onDelaySeconds: number, offDelaySeconds: number, silentAfterSeconds: number, standard: string, stuckAfterSeconds: number | null, isLearned: boolean, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, rateLimit: { perMinute: number, windowSeconds: number, tier: Tier } | null, span: { low: number, high: number } | null } | null } }> };

export type ProposeIndicatorMutationVariables = Exact<{
  input: ProposeIndicatorInput;
}>;


export type ProposeIndicatorMutation = { proposeIndicator: { id: string, state: ProposalState, approvedVersion: number | null } };

export type PublishNoticeMutationVariables = Exact<{
  input: PublishNoticeInput;
}>;


export type PublishNoticeMutation = { publishNotice: { siteId: string, notices: Array<{ purpose: Purpose, version: number, dated: string, isOwn: boolean, needsConsent: boolean, readAt: string | null, consent: ConsentState | null, decidedAt: string | null, isAgreed: boolean, text: { zh: string, en: string } }>, contacts: Array<{ id: string, name: { zh: string, en: string } }> } };

export type PutRiskInForceMutationVariables = Exact<{
  input: PutRiskInForceInput;
}>;


export type PutRiskInForceMutation = { putRiskInForce: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type RaiseHazardGradeMutationVariables = Exact<{
  input: RaiseHazardGradeInput;
}>;


export type RaiseHazardGradeMutation = { raiseHazardGrade: { id: string, grade: HazardGrade | null } };

export type ReachQueryVariables = Exact<{
  siteId: string;
}>;


export type ReachQuery = { reach: { since: string, isCut: boolean, tiers: Array<{ tier: Tier, targetSeconds: number, share: { notified: number, inTime: number, late: number, never: number }, shownWithin: { count: number, isEnough: boolean, soon: number | null, latest: number | null, p50Seconds: number | null, p95Seconds: number | null, p99Seconds: number | null } }>, channels: Array<{ kind: string, sent: number, accepted: number, shown: number, inTime: number, failed: number, shownWithin: { count: number, isEnough: boolean, soon: number | null, latest: number | null, p50Seconds: number | null, p95Seconds: number | null, p99Seconds: number | null } }>, makers: Array<{ maker: Maker | null, shownWithin: { count: number, isEnough: boolean, soon: number | null, latest: number | null, p50Seconds: number | null, p95Seconds: number | null, p99Seconds: number | null } }>, engines: Array<{ engine: Engine | null, major: number, shownWithin: { count: number, isEnough: boolean, soon: number | null, latest: number | null, p50Seconds: number | null, p95Seconds: number | null, p99Seconds: number | null } }>, people: Array<{ ways: Array<string>, silentSince: string | null, unverified: Array<AddressKind>, hasQuietHours: boolean, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }, share: { notified: number, inTime: number, late: number, never: number }, slow: Array<{ times: number, longestSeconds: number, kind: { maker: Maker, engine: Engine, major: number } | null }> }> } };

export type ReadHandOverMutationVariables = Exact<{
  input: ReadHandOverInput;
}>;


export type ReadHandOverMutation = { readHandOver: { id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null } };

export type ReadingsInSightSubscriptionVariables = Exact<{
  siteId: string;
  areaId?: string | null | undefined;
  inSight?: Array<SourcesInSight> | SourcesInSight | null | undefined;
}>;


export type ReadingsInSightSubscription = { readingsChanged: Array<{ sensorId: string, sampledAt: string, value: number, quality: Quality }> };

export type RecommendedValuesQueryVariables = Exact<{
  sensorId: string | number;
  days?: number;
}>;


export type RecommendedValuesQuery = { recommendedValues: Array<{ kind: RecommendedKind, value: number, basis: number, side: LimitSide | null, tier: Tier | null }> };

export type ReconnectChannelMutationVariables = Exact<{
  input: ReconnectChannelInput;
}>;


export type ReconnectChannelMutation = { reconnectChannel: { id: string, kind: string, provider: string, secrets: Array<string>, pausedAt: string | null, pauseReason: string, monthlyCap: number | null, priceCents: number | null, sentThisMonth: number, testedAt: string | null, testOutcome: string | null, version: number, settings: Array<{ name: string, value: string }>, before: { keptUntil: string | null, usedAt: string | null, refused: string } | null, stream: { isConnected: boolean, lostAt: string | null, error: string, isTakenOver: boolean } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type RecordRemediationPlanMutationVariables = Exact<{
  input: RecordRemediationPlanInput;
}>;


export type RecordRemediationPlanMutation = { recordRemediationPlan: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type RecordRootCauseMutationVariables = Exact<{
  input: RecordRootCauseInput;
}>;


export type RecordRootCauseMutation = { recordRootCause: { id: string } };

export type RedUnwatchedQueryVariables = Exact<{
  siteId: string;
}>;


export type RedUnwatchedQuery = { riskCoverage: { redUnwatched: number } | null };

export type RegisterMatterMutationVariables = Exact<{
  input: RegisterMatterInput;
}>;


export type RegisterMatterMutation = { registerMatter: { id: string } };

export type RegisterOfRiskQueryVariables = Exact<{
  riskEventId: string;
  cases?: CaseFilter | null | undefined;
}>;


export type RegisterOfRiskQuery = { registerQuestions: Array<{ question: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } } }>, cases: { totalCount: number, edges: Array<{ node: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, openedAt: string, title: { zh: string, en: string } } }> } };

export type RejectIndicatorMutationVariables = Exact<{
  input: DecideProposalInput;
}>;


export type RejectIndicatorMutation = { rejectIndicator: { id: string, state: ProposalState, approvedVersion: number | null } };

export type ReleaseSignInMutationVariables = Exact<{
  input: ReleaseSignInInput;
}>;


export type ReleaseSignInMutation = { releaseSignIn: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type RemoveBeaconMutationVariables = Exact<{
  input: RemoveBeaconInput;
}>;


export type RemoveBeaconMutation = { removeBeacon: { id: string } };

export type RemoveDemoMutationVariables = Exact<{
  input: RemoveDemoInput;
}>;


export type RemoveDemoMutation = { removeDemo: { people: number, sources: number, alerts: number, cases: number, askedBy: string | null, name: { zh: string, en: string } } | null };

export type RemoveEquipmentDocumentMutationVariables = Exact<{
  input: RemoveEquipmentDocumentInput;
}>;


export type RemoveEquipmentDocumentMutation = { removeEquipmentDocument: { otherCodes: Array<string>, id: string, code: string, state: EquipmentState, stage: Stage, kind: string, parentId: string | null, maker: string, serialNumber: string, isSpecial: boolean, nextInspectionAt: string | null, nextMaintenanceAt: string | null, planId: string | null, version: number, changedAt: string | null, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string>, addedAt: string, addedBy: { id: string, name: { zh: string, en: string } } | null }>, lifeSteps: Array<{ id: string, before: EquipmentState, after: EquipmentState, at: string, reason: string, recordedAt: string, isTakenOver: boolean, recordedBy: { id: string, name: { zh: string, en: string } } | null }>, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type RemoveOutletMutationVariables = Exact<{
  input: RemoveOutletInput;
}>;


export type RemoveOutletMutation = { removeOutlet: { id: string } };

export type RemovePlanMutationVariables = Exact<{
  input: RemovePlanInput;
}>;


export type RemovePlanMutation = { removePlan: boolean };

export type ReopenAreaMutationVariables = Exact<{
  input: CloseAreaInput;
}>;


export type ReopenAreaMutation = { reopenArea: { id: string, code: string, polygon: Array<number>, planId: string | null, parentId: string | null, defaultStage: Stage | null, closedAt: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, muster: { zh: string, en: string }, musterAt: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type ReopenCaseMutationVariables = Exact<{
  input: ReopenCaseInput;
}>;


export type ReopenCaseMutation = { reopenCase: { id: string, number: string } };

export type ReopenDepartmentMutationVariables = Exact<{
  input: CloseDepartmentInput;
}>;


export type ReopenDepartmentMutation = { reopenDepartment: { id: string, siteId: string, code: string, parentId: string | null, closedAt: string | null, version: number, people: number, name: { zh: string, en: string } } };

export type ReopenTaskMutationVariables = Exact<{
  input: ReopenTaskInput;
}>;


export type ReopenTaskMutation = { reopenTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type ReplayOutletMutationVariables = Exact<{
  input: ReplayOutletInput;
}>;


export type ReplayOutletMutation = { replayOutlet: { id: string, lost: number } };

export type ReportAnonymouslyMutationVariables = Exact<{
  input: ReportAnonymouslyInput;
}>;


export type ReportAnonymouslyMutation = { reportAnonymously: { number: string } };

export type ReportHazardMutationVariables = Exact<{
  input: ReportHazardInput;
}>;


export type ReportHazardMutation = { reportHazard: { clause: string | null, phoneSaidAt: string | null, triagedAt: string | null, triageNote: string | null, id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, voice: { sha256: string, seconds: number, takenAt: string | null } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, title: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } };

export type ReportTimelineQueryVariables = Exact<{
  reportId: string;
}>;


export type ReportTimelineQuery = { reportTimeline: { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null } | null };

export type RequestExtensionMutationVariables = Exact<{
  input: RequestExtensionInput;
}>;


export type RequestExtensionMutation = { requestExtension: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type ResumeChannelMutationVariables = Exact<{
  input: ResumeChannelInput;
}>;


export type ResumeChannelMutation = { resumeChannel: { id: string } };

export type ResumeDeadlineMutationVariables = Exact<{
  input: ResumeDeadlineInput;
}>;


export type ResumeDeadlineMutation = { resumeDeadline: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type ResumeRiskUnitMutationVariables = Exact<{
  input: ResumeRiskUnitInput;
}>;


export type ResumeRiskUnitMutation = { resumeRiskUnit: { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } };

export type ReturnSensorToServiceMutationVariables = Exact<{
  input: ReturnSensorToServiceInput;
}>;


export type ReturnSensorToServiceMutation = { returnSensorToService: { id: string, state: SensorState } };

export type ReviewRiskEventMutationVariables = Exact<{
  input: ReviewRiskEventInput;
}>;


export type ReviewRiskEventMutation = { reviewRiskEvent: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type ReviseRiskEventMutationVariables = Exact<{
  input: ReviseRiskEventInput;
}>;


export type ReviseRiskEventMutation = { reviseRiskEvent: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type RevokeDeviceMutationVariables = Exact<{
  input: RevokeDeviceInput;
}>;


export type RevokeDeviceMutation = { revokeDevice: { id: string, name: string, codes: Array<string>, hint: string, createdAt: string, revokedAt: string | null, lastUsedAt: string | null } };

export type RiskChangeQueryVariables = Exact<{
  eventId: string;
  content?: EventContentInput | null | undefined;
}>;


export type RiskChangeQuery = { riskChange: { quietens: Array<RiskQuietens>, louder: Array<RiskLouder>, isMixed: boolean, needsConfirmation: boolean, isInDanger: boolean } };

export type RiskCoverageQueryVariables = Exact<{
  siteId: string;
}>;


export type RiskCoverageQuery = { riskCoverage: { takenAt: string, total: number, live: number, checked: number, blind: number, nothing: number, notRegistered: number, redUnwatched: number, mayExclude: boolean, areas: Array<{ id: string, area: { id: string, code: string, name: { zh: string, en: string } }, cells: Array<{ stage: Stage, state: CoverageCellState, events: number, live: number, checked: number, blind: number, nothing: number, worstUnwatched: number | null, drafts: number, machines: number, sources: number, exclusion: { reason: string, at: string, by: { id: string, name: { zh: string, en: string } } | null } | null }> }>, unregistered: Array<{ kind: UnregisteredKind, stage: Stage, count: number, lastAt: string, caseIds: Array<string>, equipmentId: string | null, title: { zh: string, en: string }, sensor: { id: string, kind: SensorKind } | null, area: { id: string, name: { zh: string, en: string } }, cases: Array<{ id: string, number: string }> }> } | null };

export type RiskEventQueryVariables = Exact<{
  id: string;
}>;


export type RiskEventQuery = { riskEvent: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } | null };

export type RiskEventTableQueryVariables = Exact<{
  filter?: RiskFilter | null | undefined;
  sort?: RiskSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type RiskEventTableQuery = { riskEvents: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, title: { zh: string, en: string }, live: { level: number, isKnown: boolean, rise: number, takenAt: string } | null, department: { id: string, name: { zh: string, en: string } } | null, unit: { id: string, code: string, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, proposal: { id: string, waitsForDanger: boolean } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RiskEventToEditQueryVariables = Exact<{
  id: string;
}>;


export type RiskEventToEditQuery = { riskEvent: { version: number, mayEdit: boolean, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, content: { stage: Stage, controlLevel: ControlLevel | null, reviewMonths: number | null, restsOn: Array<string>, title: { zh: string, en: string }, owner: { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null }, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ writtenPhone: string, phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, owner: { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null }, items: Array<{ category: HazardCategory, id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, answer: { zh: string, en: string }, owner: { department: { id: string } | null, post: { id: string } | null, person: { id: string } | null }, lookFor: { zh: string, en: string } }>, text: { zh: string, en: string } }>, bindings: Array<{ observations: Array<string>, sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }> } | null, revisions: Array<{ id: string, number: number, reason: string, author: { id: string, name: { zh: string, en: string } } | null }>, title: { zh: string, en: string }, live: { level: number, isKnown: boolean, rise: number, takenAt: string } | null, department: { id: string, name: { zh: string, en: string } } | null, unit: { id: string, code: string, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, proposal: { id: string, waitsForDanger: boolean } | null } | null };

export type RiskMapsQueryVariables = Exact<{
  siteId: string;
}>;


export type RiskMapsQuery = { riskMaps: Array<{ id: string, number: string, issuedAt: string, redrawnBy: string, sha256: string, issuedBy: { id: string, name: { zh: string, en: string } } | null, levels: Array<{ level: number | null, areas: number }>, plans: Array<{ planId: string, pictureUrl: string, width: number, height: number }>, areas: Array<{ areaId: string, code: string, planId: string | null, polygon: Array<number>, level: number | null, name: { zh: string, en: string } }> }> };

export type RiskRevisionsQueryVariables = Exact<{
  id: string;
}>;


export type RiskRevisionsQuery = { riskEvent: { id: string, revisions: Array<{ id: string, number: number, state: RiskRevisionState, reason: string, madeAt: string, waitsForDanger: boolean, isConfirmed: boolean, declineReason: string | null, fromAt: string | null, closes: boolean, quietens: Array<RiskQuietens>, louder: Array<RiskLouder>, changes: Array<{ kind: RiskDifferenceKind, field: string, part: string, before: unknown, after: unknown }>, author: { id: string, name: { zh: string, en: string } } | null, confirmedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> }> } | null };

export type RiskScalesQueryVariables = Exact<{
  siteId: string;
}>;


export type RiskScalesQuery = { riskScales: { methods: Array<{ method: AssessmentMethod, scales: Array<{ axis: ScoreAxis, scores: Array<{ score: number, wording: { zh: string, en: string } }> }> }>, cutoffSets: Array<{ code: string, version: number, method: AssessmentMethod, red: number, orange: number, yellow: number, isVerified: boolean, note: { zh: string, en: string } }>, accidentClasses: Array<{ code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } }> }, riskSettings: { lsSet: string, controlLevels: Array<{ level: number, controlLevel: ControlLevel }>, reviewMonths: Array<{ level: number, months: number }> } };

export type RiskSettingsQueryVariables = Exact<{
  siteId: string;
}>;


export type RiskSettingsQuery = { riskSettings: { siteId: string, version: number, lsSet: string, controlLevels: Array<{ level: number, controlLevel: ControlLevel }>, reviewMonths: Array<{ level: number, months: number }> }, riskScales: { methods: Array<{ method: AssessmentMethod, scales: Array<{ axis: ScoreAxis, scores: Array<{ score: number, isOwn: boolean, wording: { zh: string, en: string }, usual: { zh: string, en: string } }> }> }>, cutoffSets: Array<{ code: string, version: number, method: AssessmentMethod, red: number, orange: number, yellow: number, isVerified: boolean, note: { zh: string, en: string } }> } };

export type RiskToNameByIdQueryVariables = Exact<{
  id: string;
}>;


export type RiskToNameByIdQuery = { riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, title: { zh: string, en: string }, department: { id: string } | null, person: { id: string } | null, content: { measures: Array<{ id: string, code: string, isCritical: boolean, text: { zh: string, en: string } }> } | null } | null };

export type RiskTreeQueryVariables = Exact<{
  siteId: string;
}>;


export type RiskTreeQuery = { riskObjects: Array<{ id: string, code: string, version: number, mayEdit: boolean, name: { zh: string, en: string }, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null, units: Array<{ drafts: number, levels: Array<{ level: number, count: number }>, unit: { id: string, code: string, kind: RiskUnitKind, outOfUseSince: string | null, mayEdit: boolean, name: { zh: string, en: string } } }> }> };

export type RiskUnitForEventQueryVariables = Exact<{
  id: string;
  filter: RiskFilter;
}>;


export type RiskUnitForEventQuery = { riskUnit: { id: string, code: string, name: { zh: string, en: string }, area: { defaultStage: Stage | null } | null, machines: Array<{ stage: Stage }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } | null, riskEvents: { edges: Array<{ node: { id: string, code: string } }> } };

export type RiskUnitToEditQueryVariables = Exact<{
  id: string;
}>;


export type RiskUnitToEditQuery = { riskUnit: { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } | null };

export type RiskUnitsToNameQueryVariables = Exact<{
  siteId: string;
}>;


export type RiskUnitsToNameQuery = { riskObjects: Array<{ id: string, units: Array<{ unit: { id: string, code: string, name: { zh: string, en: string }, area: { id: string } | null, machines: Array<{ id: string }> } }> }> };

export type RisksByWordsQueryVariables = Exact<{
  filter?: RiskFilter | null | undefined;
  first: number;
}>;


export type RisksByWordsQuery = { riskEvents: { edges: Array<{ node: { id: string, code: string, state: RiskEventState, residualLevel: number | null, title: { zh: string, en: string }, department: { id: string } | null, person: { id: string } | null, content: { measures: Array<{ id: string, code: string, isCritical: boolean, text: { zh: string, en: string } }> } | null } }> } };

export type RisksToBindQueryVariables = Exact<{
  filter: RiskFilter;
  first: number;
}>;


export type RisksToBindQuery = { riskEvents: { totalCount: number, edges: Array<{ node: { id: string, code: string, version: number, mayEdit: boolean, residualLevel: number | null, title: { zh: string, en: string }, unit: { name: { zh: string, en: string } } } }> } };

export type RisksToNameQueryVariables = Exact<{
  atMachine?: RiskFilter | null | undefined;
  inArea?: RiskFilter | null | undefined;
  first: number;
}>;


export type RisksToNameQuery = { atMachine: { edges: Array<{ node: { id: string, code: string, state: RiskEventState, residualLevel: number | null, title: { zh: string, en: string }, department: { id: string } | null, person: { id: string } | null, content: { measures: Array<{ id: string, code: string, isCritical: boolean, text: { zh: string, en: string } }> } | null } }> }, inArea: { edges: Array<{ node: { id: string, code: string, state: RiskEventState, residualLevel: number | null, title: { zh: string, en: string }, department: { id: string } | null, person: { id: string } | null, content: { measures: Array<{ id: string, code: string, isCritical: boolean, text: { zh: string, en: string } }> } | null } }> } };

export type RosterLinesQueryVariables = Exact<{
  siteId: string;
}>;


export type RosterLinesQuery = { rosterLines: Array<{ duty: Duty, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null, people: Array<{ id: string, name: { zh: string, en: string } }> }> };

export type RosterOnDayQueryVariables = Exact<{
  siteId: string;
  day: string;
}>;


export type RosterOnDayQuery = { rosterOnDay: Array<{ id: string, duty: Duty, version: number, mayPlan: boolean, shifts: Array<{ id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null }>, holes: Array<{ startsAt: string, endsAt: string }>, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null }> };

export type RosterPreviewQueryVariables = Exact<{
  plan: RosterPlanInput;
}>;


export type RosterPreviewQuery = { rosterPreview: { replaced: number, unfit: Array<string>, twice: Array<string>, restDays: Array<string>, shifts: Array<{ startsAt: string, endsAt: string, person: { id: string, name: { zh: string, en: string } } | null }>, overlaps: Array<{ kind: OverlapKind, startsAt: string, endsAt: string, person: { id: string, name: { zh: string, en: string } } | null, otherPerson: { id: string, name: { zh: string, en: string } } | null }>, holes: Array<{ startsAt: string, endsAt: string }> } };

export type RosterWeekQueryVariables = Exact<{
  siteId: string;
  since: string;
  until: string;
}>;


export type RosterWeekQuery = { roster: Array<{ id: string, duty: Duty, version: number, mayPlan: boolean, shifts: Array<{ id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null }>, holes: Array<{ startsAt: string, endsAt: string }>, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null }>, onDuty: Array<{ roster: { id: string, duty: Duty, version: number, mayPlan: boolean, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, name: { zh: string, en: string } } | null }, now: Array<{ phone: string | null, id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, reach: { ways: Array<string>, silentSince: string | null, unverified: Array<AddressKind> } | null, person: { id: string, name: { zh: string, en: string } } | null }>, next: Array<{ phone: string | null, id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null }> }>, myShifts: Array<{ id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null }>, handOvers: Array<{ isForMe: boolean, id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, handOverReadBy: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, shiftSwaps: Array<{ id: string, state: SwapState, askedAt: string, reason: string, mayAnswer: boolean, mayWithdraw: boolean, shiftId: string, rosterId: string, startsAt: string, endsAt: string, inReturnStartsAt: string | null, inReturnEndsAt: string | null, askedBy: { id: string, name: { zh: string, en: string } } | null, to: { id: string, name: { zh: string, en: string } } | null }>, shiftPatterns: Array<{ id: string, startMinute: number, minutes: number, closedAt: string | null, version: number, name: { zh: string, en: string } }> };

export type SaveViewMutationVariables = Exact<{
  input: SaveViewInput;
}>;


export type SaveViewMutation = { saveView: { id: string, list: ListName, name: string, query: string } | null };

export type SavedViewsQueryVariables = Exact<{
  list: ListName;
}>;


export type SavedViewsQuery = { savedViews: Array<{ id: string, list: ListName, name: string, query: string }> };

export type SecondPeopleQueryVariables = Exact<{
  siteId: string;
  permission: Permission;
  firstPeople: Array<string> | string;
}>;


export type SecondPeopleQuery = { secondPeople: { shared: { id: string, name: { zh: string, en: string } } | null, able: Array<{ id: string, name: { zh: string, en: string } }>, confirmers: Array<{ id: string, name: { zh: string, en: string } }> } };

export type SendAddressCodeMutationVariables = Exact<{
  input: SendAddressCodeInput;
}>;


export type SendAddressCodeMutation = { sendAddressCode: { addresses: Array<{ kind: AddressKind, address: string, verifiedAt: string | null, channels: Array<string>, takesCode: boolean, codeEndsAt: string | null, failures: number, untilThen: string, takesChatCode: boolean, chatCode: string, chatCodeEndsAt: string | null }> } };

export type SendAlertTestMutationVariables = Exact<{
  input: SendAlertTestInput;
}>;


export type SendAlertTestMutation = { sendAlertTest: { id: string, tier: Tier, sentAt: string, shownAt: string | null, addresses: number, pushes: Array<{ id: string, device: string, isThis: boolean, state: DeliveryState, acceptedAt: string | null, shownAt: string | null, error: string | null }> } };

export type SendChannelTestMutationVariables = Exact<{
  input: SendChannelTestInput;
}>;


export type SendChannelTestMutation = { sendChannelTest: { id: string, testedAt: string | null } };

export type SensorTraceQueryVariables = Exact<{
  id: string | number;
  minutes?: number;
  points?: number;
}>;


export type SensorTraceQuery = { sensor: { id: string, code: string, unit: string, state: SensorState, isSimulated: boolean, siteId: string, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, anomalyScore: { score: number, scoredAt: string, isLearning: boolean } | null, indicator: { id: string, version: number, deadband: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, trace: Array<{ at: string, value: number }> } | null };

export type SetAlarmsOnlyMutationVariables = Exact<{
  input: SetAlarmsOnlyInput;
}>;


export type SetAlarmsOnlyMutation = { setAlarmsOnly: { browsers: Array<{ id: string, name: string, isThis: boolean, isInHand: boolean, isAlarmsOnly: boolean, silentSince: string | null, kind: { maker: Maker, engine: Engine, major: number } | null }> } };

export type SetAnonymousReportsMutationVariables = Exact<{
  input: SetAnonymousReportsInput;
}>;


export type SetAnonymousReportsMutation = { setAnonymousReports: { siteId: string, isAllowed: boolean, sitePass: string | null, maySwitch: boolean } };

export type SetChannelOrderMutationVariables = Exact<{
  input: SetChannelOrderInput;
}>;


export type SetChannelOrderMutation = { setChannelOrder: { siteId: string, timezone: string, quietUntil: string | null, isOnDuty: boolean, longestMinutes: number, tiers: Array<Tier>, channels: Array<PolicyChannel>, isOwnOrder: boolean, quietHours: { fromMinute: number, untilMinute: number, weekdays: Array<number> } | null } };

export type SetFirstLimitsMutationVariables = Exact<{
  input: SetFirstLimitsInput;
}>;


export type SetFirstLimitsMutation = { setFirstLimits: { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, samplingPlan: string, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, code: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, parentSource: { id: string, code: string, name: { zh: string, en: string } } | null, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } };

export type SetKnownPlaceMutationVariables = Exact<{
  input: SetKnownPlaceInput;
}>;


export type SetKnownPlaceMutation = { setKnownPlace: boolean };

export type SetLabelPageMutationVariables = Exact<{
  input: SetLabelPageInput;
}>;


export type SetLabelPageMutation = { setLabelPage: { siteId: string, page: LabelPage } };

export type SetLeaveDateMutationVariables = Exact<{
  input: SetLeaveDateInput;
}>;


export type SetLeaveDateMutation = { setLeaveDate: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type SetLeaverRetentionMutationVariables = Exact<{
  input: SetLeaverRetentionInput;
}>;


export type SetLeaverRetentionMutation = { setLeaverRetention: { addresses: { days: number, least: number, most: number }, push: { days: number, least: number, most: number }, signIns: { days: number, least: number, most: number }, signatures: { days: number, least: number, most: number } } };

export type SetObservationRulesMutationVariables = Exact<{
  input: SetObservationRulesInput;
}>;


export type SetObservationRulesMutation = { setObservationRules: { siteId: string, version: number } };

export type SetParentSourceMutationVariables = Exact<{
  input: SetParentSourceInput;
}>;


export type SetParentSourceMutation = { setParentSource: { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, samplingPlan: string, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, code: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, parentSource: { id: string, code: string, name: { zh: string, en: string } } | null, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } };

export type SetQuietHoursMutationVariables = Exact<{
  input: SetQuietHoursInput;
}>;


export type SetQuietHoursMutation = { setQuietHours: { siteId: string, timezone: string, quietUntil: string | null, isOnDuty: boolean, longestMinutes: number, tiers: Array<Tier>, channels: Array<PolicyChannel>, isOwnOrder: boolean, quietHours: { fromMinute: number, untilMinute: number, weekdays: Array<number> } | null } };

export type SetRetentionMutationVariables = Exact<{
  input: SetRetentionInput;
}>;


export type SetRetentionMutation = { setRetention: { readingsDays: number, minutesDays: number, hoursDays: number } };

export type SetSimulationMutationVariables = Exact<{
  input: SetSimulationInput;
}>;


export type SetSimulationMutation = { setSimulation: { isRunning: boolean, nextIncidentAt: string | null, incident: { zh: string, en: string } | null } | null };

export type SetSiteDaysMutationVariables = Exact<{
  input: SetSiteDaysInput;
}>;


export type SetSiteDaysMutation = { setSiteDays: { siteId: string, timezone: string, language: Language, trade: Trade | null, people: number | null, labelSet: LabelSet, controlRoom: string, windSpeedSource: string, windDirectionSource: string, restWeekdays: Array<number>, version: number, changedAt: string | null, changed: string, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null, secondPerson: { id: string, name: { zh: string, en: string } } | null, days: Array<{ day: string, isWorking: boolean, name: string }> } };

export type ShelveAlertMutationVariables = Exact<{
  input: ShelveAlertInput;
}>;


export type ShelveAlertMutation = { shelveAlert: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } };

export type ShiftCandidatesQueryVariables = Exact<{
  shiftId: string;
}>;


export type ShiftCandidatesQuery = { shiftCandidates: Array<{ person: { id: string, name: { zh: string, en: string } } | null, shifts: Array<{ id: string, startsAt: string, endsAt: string }> }> };

export type ShowAlertTestMutationVariables = Exact<{
  input: ShowAlertTestInput;
}>;


export type ShowAlertTestMutation = { showAlertTest: { id: string, tier: Tier, sentAt: string, shownAt: string | null, addresses: number, pushes: Array<{ id: string, device: string, isThis: boolean, state: DeliveryState, acceptedAt: string | null, shownAt: string | null, error: string | null }> } };

export type SimulationQueryVariables = Exact<{ [key: string]: never; }>;


export type SimulationQuery = { simulation: { isRunning: boolean, nextIncidentAt: string | null, changesAt: string | null, incident: { zh: string, en: string } | null } | null };

export type SiteAdviceQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteAdviceQuery = { siteAdvice: Array<{ id: string, code: string, conditions: Array<AlertCondition>, isEarly: boolean, isInGas: boolean, changedAt: string | null, name: { zh: string, en: string }, own: Array<{ zh: string, en: string }>, ofSite: Array<{ zh: string, en: string }>, product: Array<{ zh: string, en: string }>, changedBy: { id: string, name: { zh: string, en: string } } | null }> };

export type SiteCalendarQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteCalendarQuery = { siteCalendar: { restWeekdays: Array<number>, days: Array<{ day: string, isWorking: boolean, name: string }> } };

export type SiteChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type SiteChangedSubscription = { siteChanged: string };

export type SiteChannelsQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteChannelsQuery = { siteChannels: Array<{ id: string, kind: string, provider: string, secrets: Array<string>, pausedAt: string | null, pauseReason: string, monthlyCap: number | null, priceCents: number | null, sentThisMonth: number, testedAt: string | null, testOutcome: string | null, version: number, settings: Array<{ name: string, value: string }>, before: { keptUntil: string | null, usedAt: string | null, refused: string } | null, stream: { isConnected: boolean, lostAt: string | null, error: string, isTakenOver: boolean } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> }> };

export type SiteModulesQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteModulesQuery = { siteModules: Array<{ id: string, module: Module, isOn: boolean, needsSecondPerson: boolean, version: number, reason: string, changedAt: string | null, changedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> }> };

export type SiteNoticesQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteNoticesQuery = { siteNotices: { siteId: string, notices: Array<{ purpose: Purpose, version: number, dated: string, isOwn: boolean, needsConsent: boolean, readAt: string | null, consent: ConsentState | null, decidedAt: string | null, isAgreed: boolean, text: { zh: string, en: string } }>, contacts: Array<{ id: string, name: { zh: string, en: string } }> } | null };

export type SiteReadinessQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteReadinessQuery = { siteReadiness: Array<{ kind: ReadinessKind, count: number, isDone: boolean }> };

export type SiteSettingsQueryVariables = Exact<{
  siteId: string;
}>;


export type SiteSettingsQuery = { siteSettings: { siteId: string, timezone: string, language: Language, trade: Trade | null, people: number | null, labelSet: LabelSet, controlRoom: string, windSpeedSource: string, windDirectionSource: string, restWeekdays: Array<number>, version: number, changedAt: string | null, changed: string, name: { zh: string, en: string }, changedBy: { id: string, name: { zh: string, en: string } } | null, secondPerson: { id: string, name: { zh: string, en: string } } | null, days: Array<{ day: string, isWorking: boolean, name: string }> }, secondPersonRequests: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, retention: { readingsDays: number, minutesDays: number, hoursDays: number } | null, leaverRetention: { addresses: { days: number, least: number, most: number }, push: { days: number, least: number, most: number }, signIns: { days: number, least: number, most: number }, signatures: { days: number, least: number, most: number } } };

export type SituationQueryVariables = Exact<{ [key: string]: never; }>;


export type SituationQuery = { situation: { at: string, home: { unacknowledgedAlerts: number, myOpenCases: number, awaitingRecheck: number, overdueCases: number, awaitingTriage: number, openObjections: number, silentSensors: number, unheardSensors: number, sensorsInService: number, sourcesWithoutLimit: number, unknownSources: number, archivedThisWeek: number, alertsByTier: Array<{ tier: Tier, count: number }> }, alarms: Array<{ id: string, isMine: boolean, site: { id: string, controlRoom: string, name: { zh: string, en: string } }, wind: { speed: { id: string, unit: string, state: SensorState, latest: { sampledAt: string, value: number } | null, indicator: { id: string, silentAfterSeconds: number } | null } | null, direction: { id: string, unit: string, state: SensorState, latest: { sampledAt: string, value: number } | null, indicator: { id: string, silentAfterSeconds: number } | null } | null } | null, calls: Array<{ phone: string, person: { id: string, name: { zh: string, en: string } } }>, responses: Array<{ notifiedAt: string | null, shownAt: string | null, answer: AlertAnswer | null, answeredAt: string | null, hasToConfirm: boolean, confirmedAt: string | null, person: { id: string, name: { zh: string, en: string } } }>, alert: { activeSince: string, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, advice: Array<{ zh: string, en: string }>, sensor: { id: string, siteId: string, code: string, unit: string, stage: Stage, area: { id: string, code: string, muster: { zh: string, en: string }, name: { zh: string, en: string } }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null, name: { zh: string, en: string }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } }>, system: Array<{ part: SystemPart | null, state: PartState, since: string | null, condition: SystemTrouble | null, alertId: string | null }> | null } };

export type SourceQueryVariables = Exact<{
  id: string | number;
}>;


export type SourceQuery = { sensor: { id: string, code: string, unit: string, kind: SensorKind, stage: Stage, state: SensorState, silentSince: string | null, isNeverHeard: boolean, isUntrusted: boolean, createdAt: string | null, isSimulated: boolean, unansweredTier: Tier | null, anomalyScore: { score: number, scoredAt: string, isLearning: boolean } | null, outOfService: { reason: string, since: string, until: string | null, person: { id: string, name: { zh: string, en: string } } | null } | null, forecast: { saidAt: string, value: number, limit: number, tier: Tier, reachesAt: string, earliestAt: string, latestAt: string } | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, outage: { kind: OutageKind, since: string, until: string | null, reason: string } | null, activeAlert: { id: string, tier: Tier, condition: AlertCondition, since: string, isSuppressed: boolean } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, standard: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null };

export type SourceBandQueryVariables = Exact<{
  id: string | number;
  from: string;
  to: string;
  points?: number;
}>;


export type SourceBandQuery = { sensor: { id: string, code: string, unit: string, name: { zh: string, en: string }, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, trend: { stepSeconds: number, points: Array<{ at: string, low: number, mean: number, high: number }> } } | null };

export type SourceChoicesQueryVariables = Exact<{
  filter: SourceFilter;
  first?: number;
}>;


export type SourceChoicesQuery = { sources: { totalCount: number, edges: Array<{ node: { id: string, code: string, kind: SensorKind, name: { zh: string, en: string } } }> } };

export type SourceCountsQueryVariables = Exact<{
  all?: SourceFilter | null | undefined;
  needsLimit?: SourceFilter | null | undefined;
  silent?: SourceFilter | null | undefined;
  unheard?: SourceFilter | null | undefined;
  out?: SourceFilter | null | undefined;
}>;


export type SourceCountsQuery = { all: { totalCount: number }, needsLimit: { totalCount: number }, silent: { totalCount: number }, unheard: { totalCount: number }, out: { totalCount: number } };

export type SourceNamesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type SourceNamesQuery = { sources: { edges: Array<{ node: { id: string, code: string, name: { zh: string, en: string } } }> } };

export type SourceScoresQueryVariables = Exact<{
  id: string | number;
  from: string;
  to: string;
  points?: number;
}>;


export type SourceScoresQuery = { sensor: { id: string, anomalyTrend: { stepHours: number, spans: Array<{ at: string, mean: number, high: number }> } } | null };

export type SourceTableQueryVariables = Exact<{
  filter?: SourceFilter | null | undefined;
  sort?: SourceSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SourceTableQuery = { sources: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, isNeverHeard: boolean, createdAt: string | null, openTier: Tier | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { version: number, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SourceToEditQueryVariables = Exact<{
  id: string | number;
}>;


export type SourceToEditQuery = { sensor: { id: string, code: string, kind: SensorKind, unit: string, stage: Stage, state: SensorState, isSimulated: boolean, samplingPlan: string, planId: string | null, version: number, changedAt: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, post: { id: string, code: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, parentSource: { id: string, code: string, name: { zh: string, en: string } } | null, position: { x: number, y: number } | null, changedBy: { id: string, name: { zh: string, en: string } } | null, indicator: { id: string, version: number, unit: string, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null } | null };

export type SourceToPlaceQueryVariables = Exact<{
  id: string | number;
}>;


export type SourceToPlaceQuery = { sensor: { id: string, code: string, state: SensorState, version: number, planId: string | null, name: { zh: string, en: string }, position: { x: number, y: number } | null, area: { id: string } } | null };

export type SourceTrendQueryVariables = Exact<{
  id: string | number;
  from: string;
  to: string;
  points?: number;
}>;


export type SourceTrendQuery = { sensor: { id: string, trend: { stepSeconds: number, points: Array<{ at: string, low: number, mean: number, high: number }> }, alerts: Array<{ id: string, tier: Tier, worstTier: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, raisedAt: string, normalAt: string | null, case: { id: string, number: string, state: CaseState, tier: Tier } | null }>, outages: Array<{ kind: OutageKind, since: string, until: string | null, reason: string }>, limitVersions: Array<{ version: number, since: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> }> } | null };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { unknownSources: Array<{ siteId: string, code: string, readings: number, firstSeenAt: string, lastSeenAt: string, sendsEvents: boolean, samples: Array<{ at: string, value: number }>, suggested: Array<{ side: LimitSide, tier: Tier, value: number }> }>, unlistedSources: Array<{ siteId: string, readings: number, lastSeenAt: string }>, stillSending: Array<{ lastSeenAt: string, sensor: { id: string, siteId: string, code: string, name: { zh: string, en: string } } }>, quarantine: Array<{ id: string, receivedAt: string, topic: string, reason: RejectReason, detail: string, excerpt: string, bytes: number }>, devices: Array<{ id: string, name: string, codes: Array<string>, hint: string, createdAt: string, revokedAt: string | null, lastUsedAt: string | null }>, refusedDevices: Array<{ siteId: string, code: string, reason: KeyRefusal, device: string, count: number, lastSeenAt: string }> };

export type SourcesToPlaceQueryVariables = Exact<{
  text?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SourcesToPlaceQuery = { sources: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ cursor: string, node: { id: string, code: string, state: SensorState, version: number, planId: string | null, name: { zh: string, en: string }, position: { x: number, y: number } | null, area: { id: string } } }> } };

export type StaffQueryVariables = Exact<{
  siteId: string;
}>;


export type StaffQuery = { staff: Array<{ id: string, siteId: string, username: string, role: Role, departmentId: string | null, postId: string | null, employeeCode: string | null, joinedOn: string | null, version: number, state: StaffState, invitedUntil: string | null, disabledAt: string | null, leavesOn: string | null, mayManage: boolean, name: { zh: string, en: string }, department: { zh: string, en: string } | null, post: { zh: string, en: string } | null, addresses: Array<{ kind: AddressKind, address: string }> }> };

export type StartShadowMutationVariables = Exact<{
  input: DecideProposalInput;
}>;


export type StartShadowMutation = { startShadow: { id: string, state: ProposalState, approvedVersion: number | null } };

export type StartTaskMutationVariables = Exact<{
  input: StartTaskInput;
}>;


export type StartTaskMutation = { startTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type StartingSetQueryVariables = Exact<{
  siteId: string;
  trade?: Trade | null | undefined;
  departments?: Array<SetDepartmentInput> | SetDepartmentInput | null | undefined;
}>;


export type StartingSetQuery = { startingSet: { siteId: string, trade: Trade, departments: Array<{ function: SetFunction, departmentId: string | null }>, choices: Array<{ id: string, name: { zh: string, en: string } }>, parts: Array<{ part: SetPart, seen: string, applied: { trade: Trade, at: string, by: { id: string, name: { zh: string, en: string } } | null } | null, items: Array<{ key: string, state: SetItemState, function: SetFunction | null, isLooser: boolean, isChecked: boolean, name: { zh: string, en: string }, today: { zh: string, en: string } | null, wanted: { zh: string, en: string } | null, source: { zh: string, en: string } }> }>, waiting: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type StopRiskUnitMutationVariables = Exact<{
  input: StopRiskUnitInput;
}>;


export type StopRiskUnitMutation = { stopRiskUnit: { id: string, code: string, kind: RiskUnitKind, version: number, mayEdit: boolean, outOfUseSince: string | null, outOfUseUntil: string | null, outOfUseReason: string | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, department: { id: string } | null, post: { id: string } | null, person: { id: string } | null } };

export type StopShadowMutationVariables = Exact<{
  input: DecideProposalInput;
}>;


export type StopShadowMutation = { stopShadow: { id: string, state: ProposalState, approvedVersion: number | null } };

export type SubmitDisposalMutationVariables = Exact<{
  input: SubmitDisposalInput;
}>;


export type SubmitDisposalMutation = { submitDisposal: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } };

export type SubmitSuggestionMutationVariables = Exact<{
  input: SubmitSuggestionInput;
}>;


export type SubmitSuggestionMutation = { submitSuggestion: { isAnonymous: boolean, receivedAt: string, answeredAt: string | null, answer: string | null, doneAt: string | null, outcome: string | null, mayAnswer: boolean, mayCarryOut: boolean, id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null, case: { id: string, number: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } };

export type SubmitSuggestionAnonymouslyMutationVariables = Exact<{
  input: SubmitSuggestionAnonymouslyInput;
}>;


export type SubmitSuggestionAnonymouslyMutation = { submitSuggestionAnonymously: { number: string } };

export type SubscribePushMutationVariables = Exact<{
  input: SubscribePushInput;
}>;


export type SubscribePushMutation = { subscribePush: { id: string, endpoint: string } };

export type SuggestionQueryVariables = Exact<{
  id: string;
}>;


export type SuggestionQuery = { suggestion: { isAnonymous: boolean, receivedAt: string, answeredAt: string | null, answer: string | null, doneAt: string | null, outcome: string | null, mayAnswer: boolean, mayCarryOut: boolean, id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, alert: { id: string, sensor: { id: string, name: { zh: string, en: string } } } | null, case: { id: string, number: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } | null };

export type SuggestionCountsQueryVariables = Exact<{ [key: string]: never; }>;


export type SuggestionCountsQuery = { suggestionCounts: { toAnswer: number, toCarryOut: number } };

export type SuggestionTableQueryVariables = Exact<{
  filter?: SuggestionFilter | null | undefined;
  sort?: SuggestionSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SuggestionTableQuery = { suggestions: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, receivedAt: string, dueAt: string | null, answeredAt: string | null, doneAt: string | null, madeBy: { id: string, name: { zh: string, en: string } } | null, owner: { id: string, name: { zh: string, en: string } } | null, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SuggestionsQueryVariables = Exact<{
  filter?: SuggestionFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SuggestionsQuery = { suggestions: { edges: Array<{ cursor: string, node: { id: string, number: string, state: SuggestionState, topic: SuggestionTopic, text: string, isMine: boolean, madeAt: string, dueAt: string | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SuppressedCountQueryVariables = Exact<{ [key: string]: never; }>;


export type SuppressedCountQuery = { suppressedCount: number };

export type SwitchModuleMutationVariables = Exact<{
  input: SwitchModuleInput;
}>;


export type SwitchModuleMutation = { switchModule: { id: string, module: Module, isOn: boolean, needsSecondPerson: boolean, version: number, reason: string, changedAt: string | null, changedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type TagsQueryVariables = Exact<{
  siteId: string;
}>;


export type TagsQuery = { tags: Array<{ id: string, siteId: string, code: string, kind: TagKind, role: string, areas: Array<string>, equipment: string, personId: string | null, closedAt: string | null, version: number, agreements: Array<{ id: string, state: AgreementState }>, name: { zh: string, en: string }, person: { zh: string, en: string } | null }> };

export type TakeSensorOutOfServiceMutationVariables = Exact<{
  input: TakeSensorOutOfServiceInput;
}>;


export type TakeSensorOutOfServiceMutation = { takeSensorOutOfService: { id: string, state: SensorState, outOfService: { reason: string, since: string, until: string | null } | null } };

export type TaskCountsQueryVariables = Exact<{
  open?: TaskFilter | null | undefined;
  mine?: TaskFilter | null | undefined;
  unassigned?: TaskFilter | null | undefined;
  overdue?: TaskFilter | null | undefined;
  all?: TaskFilter | null | undefined;
}>;


export type TaskCountsQuery = { open: { totalCount: number }, mine: { totalCount: number }, unassigned: { totalCount: number }, overdue: { totalCount: number }, all: { totalCount: number } };

export type TaskRulesQueryVariables = Exact<{
  siteId: string;
}>;


export type TaskRulesQuery = { taskRules: { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, by: { id: string, name: { zh: string, en: string } } | null, rules: Array<{ id: string, kind: TaskKind, leastTier: Tier, stages: Array<Stage>, conditions: Array<AlertCondition>, categories: Array<HazardCategory>, areaIds: Array<string>, crossesOnly: boolean, share: number, department: { id: string, name: { zh: string, en: string } }, work: { zh: string, en: string } }> }> } };

export type TaskTableQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
  sort?: TaskSort | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type TaskTableQuery = { tasks: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, kind: TaskKind, state: TaskState, percent: number, dueAt: string, isOverdue: boolean, doneAt: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, case: { id: string, number: string, tier: Tier, state: CaseState, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TestBeaconMutationVariables = Exact<{
  input: TestBeaconInput;
}>;


export type TestBeaconMutation = { testBeacon: { id: string } };

export type TestOutletMutationVariables = Exact<{
  input: TestOutletInput;
}>;


export type TestOutletMutation = { testOutlet: { id: string } };

export type ThankDisposalMutationVariables = Exact<{
  input: ThankDisposalInput;
}>;


export type ThankDisposalMutation = { thankDisposal: { reportId: string, number: string, state: HazardState, category: HazardCategory, description: string, isMine: boolean, caseId: string | null, mayThank: boolean, mayObject: boolean, mayAnswer: boolean, receivedAt: string, dueAt: string | null, steps: Array<{ id: string, kind: TimelineStepKind, at: string, role: Role | null, tier: Tier | null, caseNumber: string | null, note: string | null, outcome: CaseOutcome | null, person: { id: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string }> }>, objection: { id: string, reason: string, state: ObjectionState, madeAt: string, answer: string | null } | null, dueBy: { id: string, name: { zh: string, en: string } } | null } };

export type TierPoliciesQueryVariables = Exact<{
  siteId: string;
  areaId?: string | null | undefined;
}>;


export type TierPoliciesQuery = { tierPolicies: { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }>, inForce: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwn: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwnLoses: { zh: string, en: string } | null, areas: Array<{ id: string, name: { zh: string, en: string } }>, waiting: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type TuneIndicatorMutationVariables = Exact<{
  input: TuneIndicatorInput;
}>;


export type TuneIndicatorMutation = { tuneIndicator: { id: string, state: ProposalState, approvedVersion: number | null } };

export type UnbindRiskSourceMutationVariables = Exact<{
  input: UnbindRiskSourceInput;
}>;


export type UnbindRiskSourceMutation = { unbindRiskSource: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type UnconfirmedPeopleQueryVariables = Exact<{
  siteId: string;
}>;


export type UnconfirmedPeopleQuery = { unconfirmedPeople: Array<{ role: Role, mayConfirm: boolean, person: { id: string, department: { name: { zh: string, en: string } } | null, name: { zh: string, en: string } }, links: Array<{ id: string, kind: AccountLinkKind, at: string, isByAdministrator: boolean, confirmedAt: string | null, openedBy: { id: string, name: { zh: string, en: string } }, confirmedBy: { id: string, name: { zh: string, en: string } } | null }> }> };

export type UnshelveAlertMutationVariables = Exact<{
  input: UnshelveAlertInput;
}>;


export type UnshelveAlertMutation = { unshelveAlert: { id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } };

export type UnsubscribePushMutationVariables = Exact<{
  input: UnsubscribePushInput;
}>;


export type UnsubscribePushMutation = { unsubscribePush: boolean };

export type UpdateTaskMutationVariables = Exact<{
  input: UpdateTaskInput;
}>;


export type UpdateTaskMutation = { updateTask: { id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null } };

export type VapidPublicKeyQueryVariables = Exact<{ [key: string]: never; }>;


export type VapidPublicKeyQuery = { vapidPublicKey: string };

export type VerifyAddressMutationVariables = Exact<{
  input: VerifyAddressInput;
}>;


export type VerifyAddressMutation = { verifyAddress: { addresses: Array<{ kind: AddressKind, address: string, verifiedAt: string | null, channels: Array<string>, takesCode: boolean, codeEndsAt: string | null, failures: number, untilThen: string, takesChatCode: boolean, chatCode: string, chatCodeEndsAt: string | null }> } };

export type VerifyArchiveQueryVariables = Exact<{
  caseId: string;
}>;


export type VerifyArchiveQuery = { verifyArchive: { isIntact: boolean, hash: string, computed: string, chained: string | null, chainPosition: number | null, checkedAt: string } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { mustEnrol: boolean, person: { id: string, name: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null, post: { zh: string, en: string } | null }, memberships: Array<{ role: Role, permissions: Array<Permission>, modules: Array<Module>, unreadNotices: number, agreed: Array<Purpose>, site: { id: string, code: string, timezone: string, language: Language, labelSet: LabelSet, asksProof: boolean, controlRoom: string, name: { zh: string, en: string } } }> } };

export type WithdrawAreaPolicyMutationVariables = Exact<{
  input: WithdrawAreaPolicyInput;
}>;


export type WithdrawAreaPolicyMutation = { withdrawAreaPolicy: { mayChange: boolean, history: Array<{ id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }>, inForce: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwn: { id: string, version: number, validFrom: string, reason: string, areaId: string | null, by: { id: string, name: { zh: string, en: string } } | null, tiers: Array<{ tier: Tier, acknowledgeWithinS: number, disposeWithinS: number, recheckWithinS: number, notifiedFirst: Array<Audience>, channels: Array<PolicyChannel>, opensCaseAfterS: number, secondChannelAfterS: number, eachChannelAfterS: number, ringsAgainAfterS: number, confirmedBy: Array<Audience>, quietAtMostS: number, ladder: Array<{ percent: number, notifies: Array<Audience> }> }> }, withoutOwnLoses: { zh: string, en: string } | null, areas: Array<{ id: string, name: { zh: string, en: string } }>, waiting: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }> } };

export type WithdrawIndicatorMutationVariables = Exact<{
  input: DecideProposalInput;
}>;


export type WithdrawIndicatorMutation = { withdrawIndicator: { id: string, state: ProposalState, approvedVersion: number | null } };

export type WithdrawLeaveDateMutationVariables = Exact<{
  input: WithdrawLeaveDateInput;
}>;


export type WithdrawLeaveDateMutation = { withdrawLeaveDate: { personId: string, username: string, isDisabled: boolean, hasPassword: boolean, hasSecondFactor: boolean, hasAuthenticator: boolean, codesLeft: number | null, passwordSetAt: string | null, secondPersonFrom: string | null, mayInvite: boolean, mayManage: boolean, isSignInSlowed: boolean, passkeys: Array<{ id: string, name: string, host: string, addedAt: string, usedAt: string | null }>, invitation: { id: string, link: string | null, qr: string | null, expiresAt: string, isOpen: boolean, isReset: boolean } | null, leaving: { leavesOn: string, setAt: string, version: number, successorId: string, successor: { id: string, name: { zh: string, en: string } } | null, setBy: { id: string, name: { zh: string, en: string } } | null } | null, signIns: Array<{ id: string, device: string, method: SignInMethod, startedAt: string, seenAt: string, isThis: boolean, browser: { maker: Maker, engine: Engine, major: number } | null }> } };

export type WithdrawRiskRevisionMutationVariables = Exact<{
  input: WithdrawRiskRevisionInput;
}>;


export type WithdrawRiskRevisionMutation = { withdrawRiskRevision: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } };

export type WithdrawSiteAdviceMutationVariables = Exact<{
  input: WithdrawSiteAdviceInput;
}>;


export type WithdrawSiteAdviceMutation = { withdrawSiteAdvice: { id: string, code: string, conditions: Array<AlertCondition>, isEarly: boolean, isInGas: boolean, changedAt: string | null, name: { zh: string, en: string }, own: Array<{ zh: string, en: string }>, ofSite: Array<{ zh: string, en: string }>, product: Array<{ zh: string, en: string }>, changedBy: { id: string, name: { zh: string, en: string } } | null } };

export type WithdrawSwapMutationVariables = Exact<{
  input: AnswerSwapInput;
}>;


export type WithdrawSwapMutation = { withdrawSwap: { id: string, state: SwapState, askedAt: string, reason: string, mayAnswer: boolean, mayWithdraw: boolean, shiftId: string, rosterId: string, startsAt: string, endsAt: string, inReturnStartsAt: string | null, inReturnEndsAt: string | null, askedBy: { id: string, name: { zh: string, en: string } } | null, to: { id: string, name: { zh: string, en: string } } | null } };

export type WorkPackQueryVariables = Exact<{
  known: Array<string> | string;
}>;


export type WorkPackQuery = { workPack: { takenAt: string, marks: Array<string>, alerts: Array<{ mark: string, alert: { activeSince: string, notifiedAt: string | null, adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null, person: { id: string, name: { zh: string, en: string } } | null } | null, group: { isLed: boolean, shelved: number, shelvable: number, shelvesRed: boolean, id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, responses: Array<{ notifiedAt: string | null, shownAt: string | null, answer: AlertAnswer | null, answeredAt: string | null, hasToConfirm: boolean, confirmedAt: string | null, person: { id: string, name: { zh: string, en: string } } }>, advice: Array<{ zh: string, en: string }>, riskEvents: Array<{ id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, indicatorVersion: number, lastedSeconds: number, why: { contributors: Array<{ deviation: number, sensor: { id: string, name: { zh: string, en: string } } | null }> }, trace: Array<{ at: string, value: number }>, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, history: Array<{ at: string, kind: AlertTransitionKind, tier: Tier, value: number | null, suppression: Suppression | null, note: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, sensor: { id: string, siteId: string, state: SensorState, isSimulated: boolean, code: string, unit: string, stage: Stage, outOfService: { reason: string, until: string | null } | null, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, version: number, unit: string, silentAfterSeconds: number, deadband: number, standard: string, limits: Array<{ side: LimitSide, tier: Tier, value: number }> } | null, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null } }> } };

export type WorkPackCasesQueryVariables = Exact<{
  known: Array<string> | string;
}>;


export type WorkPackCasesQuery = { workPack: { cases: Array<{ mark: string, case: { acknowledgedAt: string | null, triageNote: string | null, mayNameRisk: boolean, recheckOpensAt: string | null, isSourceNormal: boolean, allowedActions: Array<CaseAction>, mayOverrideSource: boolean, dismissalNeedsSecondPerson: boolean, id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, registerQuestion: { caseId: string, eventId: string | null, askedAt: string, answer: RegisterAnswer | null, reason: string, answeredAt: string | null, revisionNumber: number | null, version: number, mayAnswer: boolean, event: { id: string, code: string, title: { zh: string, en: string } } | null, answeredBy: { id: string, name: { zh: string, en: string } } | null } | null, acknowledgedBy: { id: string, name: { zh: string, en: string } } | null, contacts: Array<{ phone: string | null, isNext: boolean, person: { id: string, name: { zh: string, en: string } } }>, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, alert: { adviceFrom: AdviceSource, id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, advice: Array<{ zh: string, en: string }>, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, observed: { sentence: { zh: string, en: string }, snapshot: { sha256: string } | null } | null, sentence: { zh: string, en: string } }, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null } | null, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null, hazardReport: { id: string, number: string, category: HazardCategory, grade: HazardGrade, description: string, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } | null, rounds: Array<{ number: number, contentHash: string, disposal: { measures: string, chosen: Array<string>, at: string, by: { id: string, name: { zh: string, en: string } }, before: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, voice: { sha256: string, seconds: number } | null, remediationPlan: { responsible: string, measures: string, funds: string, deadline: string, plan: string } | null }, flags: Array<{ reason: FlagReason, mustBeSeen: boolean, photo: string | null, other: string | null, otherCaseId: string | null, otherCaseNumber: string | null, minutes: number | null, metres: number | null }>, recheck: { isPassed: boolean, reason: RecheckReason | null, note: string, at: string, isOverride: boolean, flagsSeen: Array<FlagReason>, signedHash: string | null, isDrawn: boolean, by: { id: string, name: { zh: string, en: string } }, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, signature: { sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string } | null } | null }>, timeline: Array<{ id: string, at: string, kind: TimelineKind, tier: Tier | null, round: number | null, note: string | null, subjectId: string | null, person: { id: string, name: { zh: string, en: string } } | null }>, archive: { hash: string, archivedAt: string, outcome: CaseOutcome } | null, tasks: Array<{ mayAskForTime: boolean, id: string, caseId: string, kind: TaskKind, state: TaskState, percent: number, progress: string, measures: string, dueAt: string, isOverdue: boolean, doneAt: string | null, cancelReason: string | null, allowedActions: Array<TaskAction>, extensions: Array<{ id: string, kind: ExtensionKind, state: ExtensionState, minutes: number, reason: string, askedAt: string, decidedAt: string | null, note: string, dueBefore: string | null, dueAt: string | null, until: string | null, isPausing: boolean, mayDecide: boolean, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } }, owner: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null, doneBy: { id: string, name: { zh: string, en: string } } | null }>, comments: Array<{ id: string, taskId: string | null, at: string, text: string, photos: Array<string>, by: { id: string, name: { zh: string, en: string } }, mentions: Array<{ id: string, name: { zh: string, en: string } }> }>, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } }> } };

export type WorkPackMachinesQueryVariables = Exact<{
  known: Array<string> | string;
}>;


export type WorkPackMachinesQuery = { workPack: { equipment: Array<{ mark: string, equipment: { labelCode: string | null, id: string, code: string, state: EquipmentState, stage: Stage, nextMaintenanceAt: string | null, nextInspectionAt: string | null, name: { zh: string, en: string }, dangers: Array<{ sensorId: string, unit: string, side: LimitSide, tier: Tier, limit: number, name: { zh: string, en: string }, steps: Array<{ zh: string, en: string }> }>, riskEvents: Array<{ id: string, code: string, residualLevel: number | null, isConfirmed: boolean, isReviewOverdue: boolean, title: { zh: string, en: string }, accidentClass: { name: { zh: string, en: string } } | null, live: { level: number, isKnown: boolean, rise: number, sentence: { zh: string, en: string } } | null }>, documents: Array<{ id: string, kind: DocumentKind, title: string, sha256: string, pages: Array<string> }>, area: { id: string, code: string, name: { zh: string, en: string } }, maintenance: Array<{ id: string, startsAt: string, endsAt: string, reason: string, suppressesRed: boolean, isRunning: boolean, isCancelled: boolean, repeatDays: number | null, plannedBy: { id: string, name: { zh: string, en: string } } | null }>, openAlerts: Array<{ id: string, tier: Tier, worstTier: Tier, rank: Tier, condition: AlertCondition, state: AlertState, isActive: boolean, isAcknowledged: boolean, raisedAt: string, changedAt: string, tierSince: string, normalAt: string | null, acknowledgeDueAt: string, acknowledgedAt: string | null, isSimulated: boolean, isChattering: boolean, suppression: { by: Suppression, since: string, until: string | null, reason: string | null, worstTier: Tier | null } | null, group: { id: string, scope: GroupScope, size: number, title: { zh: string, en: string } | null } | null, sensor: { id: string, code: string, unit: string, stage: Stage, name: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null }, cause: { condition: AlertCondition, value: number | null, limit: number | null, unit: string, sampledAt: string, sentence: { zh: string, en: string }, observed: { sentence: { zh: string, en: string } } | null }, case: { id: string, number: string, state: CaseState, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null } | null }>, openCases: Array<{ id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null }> } }> } };

export type WorkPackReportsQueryVariables = Exact<{
  known: Array<string> | string;
}>;


export type WorkPackReportsQuery = { workPack: { reports: Array<{ mark: string, report: { clause: string | null, phoneSaidAt: string | null, triagedAt: string | null, triageNote: string | null, id: string, number: string, state: HazardState, category: HazardCategory, grade: HazardGrade, kind: ReportKind, isSerious: boolean, description: string, capturedAt: string, receivedAt: string, mayTriage: boolean, hasNews: boolean, declineReason: DeclineReason | null, voice: { sha256: string, seconds: number, takenAt: string | null } | null, triagedBy: { id: string, name: { zh: string, en: string } } | null, agreements: Array<{ id: string, kind: AgreementKind, state: AgreementState, tier: Tier | null, objectId: string, reason: string, askedAt: string, decidedAt: string | null, note: string, mayDecide: boolean, title: { zh: string, en: string }, what: { zh: string, en: string }, askedBy: { id: string, name: { zh: string, en: string } }, decidedBy: { id: string, name: { zh: string, en: string } } | null }>, riskEvent: { id: string, code: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, title: { zh: string, en: string } } | null, case: { id: string, number: string, state: CaseState, outcome: CaseOutcome | null, tier: Tier, grade: HazardGrade | null, stage: Stage, openedAt: string, changedAt: string, acknowledgeDueAt: string, disposeDueAt: string, recheckDueAt: string | null, isOverdue: boolean, isRecovered: boolean, roundNumber: number, isSimulated: boolean, risk: { eventId: string | null, code: string, measureId: string | null, measureCode: string, version: number, title: { zh: string, en: string }, measure: { zh: string, en: string } | null, event: { id: string, state: RiskEventState, residualLevel: number | null, isReviewOverdue: boolean, mayEdit: boolean } | null, namedBy: { id: string, name: { zh: string, en: string } } | null } | null, title: { zh: string, en: string }, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, department: { id: string, name: { zh: string, en: string } } | null, responsible: { id: string, name: { zh: string, en: string } } | null, paused: { since: string, until: string } | null } | null, area: { id: string, code: string, name: { zh: string, en: string } }, equipment: { id: string, code: string, name: { zh: string, en: string } } | null, photos: Array<{ sha256: string, width: number, height: number, takenAt: string | null, uploadedAt: string }>, reportedBy: { id: string, name: { zh: string, en: string } } } }> } };

export type WorkPackRisksQueryVariables = Exact<{
  known: Array<string> | string;
}>;


export type WorkPackRisksQuery = { workPack: { risks: Array<{ mark: string, risk: { version: number, siteId: string, mayEdit: boolean, reviewedAt: string | null, closedAt: string | null, closeReason: string | null, ownerPhone: string, id: string, code: string, state: RiskEventState, stage: Stage, inherentLevel: number | null, residualLevel: number | null, controlLevel: ControlLevel | null, isConfirmed: boolean, reviewDueAt: string | null, isReviewOverdue: boolean, live: { level: number, isKnown: boolean, rise: number, takenAt: string, residualLevel: number, blindSince: string | null, measures: Array<{ measureId: string, standing: MeasureStanding }>, sentence: { zh: string, en: string }, causes: Array<{ kind: LiveRiskCauseKind, tier: Tier | null, alertId: string | null, caseId: string | null, sensorId: string | null, said: { zh: string, en: string } }> } | null, unit: { kind: RiskUnitKind, outOfUseSince: string | null, outOfUseReason: string | null, id: string, code: string, area: { id: string, code: string, name: { zh: string, en: string } } | null, machines: Array<{ id: string, code: string, name: { zh: string, en: string } }>, name: { zh: string, en: string }, object: { id: string, code: string, name: { zh: string, en: string } } }, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null, proposal: { number: number, id: string, waitsForDanger: boolean, author: { id: string, name: { zh: string, en: string } } | null } | null, content: { restsOn: Array<string>, harm: { zh: string, en: string }, causes: Array<{ zh: string, en: string }>, signs: Array<{ zh: string, en: string }>, accidentClass: { code: string, list: AccidentClassList, isVerified: boolean, name: { zh: string, en: string } } | null, inherent: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, residual: { method: AssessmentMethod, level: number, score: number | null, cutoffSet: string | null, cutoffVersion: number | null, likelihood: number | null, exposure: number | null, consequence: number | null, severity: number | null, clause: string | null } | null, team: { on: string, people: Array<{ id: string, name: { zh: string, en: string } }> } | null, steps: { early: Array<{ zh: string, en: string }>, urgent: Array<{ zh: string, en: string }>, ofTier: Array<{ tier: Tier, steps: Array<{ zh: string, en: string }> }> }, calls: Array<{ phone: string, name: { zh: string, en: string } | null, post: { id: string, name: { zh: string, en: string } } | null, person: { id: string, name: { zh: string, en: string } } | null }>, departments: Array<{ kind: TaskKind, share: number, work: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null }>, measures: Array<{ id: string, code: string, kind: MeasureKind, isCritical: boolean, watchedBy: MeasureWatchedBy, sensorId: string | null, text: { zh: string, en: string }, items: Array<{ id: string, code: string, way: CheckWay, low: number | null, high: number | null, unit: string, lookFor: { zh: string, en: string } }> }>, bindings: Array<{ sensorId: string, side: BoundSide, source: { id: string, code: string, unit: string, state: SensorState, isBlind: boolean, name: { zh: string, en: string }, area: { id: string }, latest: { sampledAt: string, value: number, quality: Quality } | null, indicator: { id: string, silentAfterSeconds: number, limits: Array<{ side: LimitSide, tier: Tier, value: number }>, span: { low: number, high: number } | null } | null } | null }> } | null, title: { zh: string, en: string }, department: { id: string, name: { zh: string, en: string } } | null } }> } };

export type WorkbookChangedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WorkbookChangedSubscription = { workbookChanged: string };

export type WriteHandOverMutationVariables = Exact<{
  input: WriteHandOverInput;
}>;


export type WriteHandOverMutation = { writeHandOver: { id: string, rosterId: string, patternId: string | null, startsAt: string, endsAt: string, cancelledAt: string | null, stands: boolean, isMine: boolean, handOver: string, handedOverAt: string | null, handOverReadAt: string | null, version: number, person: { id: string, name: { zh: string, en: string } } | null } };
