/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */
import { AlertSortBy, ArchivedCaseSortBy, CaseSortBy, CoveredSortBy, FollowUpSortBy, HazardReportSortBy, RiskSortBy, SourceSortBy, SuggestionSortBy, TaskSortBy } from './enums'

export const alerts = { name: 'ALERTS', root: 'alerts', sortBy: AlertSortBy, namesPeople: true } as const
export const archivedCases = { name: 'ARCHIVED_CASES', root: 'archivedCases', sortBy: ArchivedCaseSortBy, namesPeople: true } as const
export const cases = { name: 'CASES', root: 'cases', sortBy: CaseSortBy, namesPeople: true } as const
export const coveredEvents = { name: 'COVERED_EVENTS', root: 'coveredEvents', sortBy: CoveredSortBy, namesPeople: false } as const
export const followUps = { name: 'FOLLOW_UPS', root: 'followUps', sortBy: FollowUpSortBy, namesPeople: true } as const
export const hazardReports = { name: 'HAZARD_REPORTS', root: 'hazardReports', sortBy: HazardReportSortBy, namesPeople: true } as const
export const riskEvents = { name: 'RISK_EVENTS', root: 'riskEvents', sortBy: RiskSortBy, namesPeople: true } as const
export const sources = { name: 'SOURCES', root: 'sources', sortBy: SourceSortBy, namesPeople: false } as const
export const suggestions = { name: 'SUGGESTIONS', root: 'suggestions', sortBy: SuggestionSortBy, namesPeople: true } as const
export const tasks = { name: 'TASKS', root: 'tasks', sortBy: TaskSortBy, namesPeople: true } as const
