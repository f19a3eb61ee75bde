import { follow } from './client'
import { AlertChanged, AlertTestSent, CaseChanged, HazardReportChanged, SiteChanged } from './generated/operations'
import type { AlertListItemFragment, AlertTestPartsFragment, CaseListItemFragment, HazardReportListItemFragment } from './generated/types'

export interface Changes {
  alert: AlertListItemFragment
  case: CaseListItemFragment
  hazard: HazardReportListItemFragment
  /** A test that this person sent to themselves. */
  alertTest: AlertTestPartsFragment
  /** Lists of the site with this id: maintenance, sources, suggestions, rules. */
  site: string
}
export type ChangeKind = keyof Changes

const listeners: { [K in ChangeKind]: Set<(changed: Changes[K]) => void> } = {
  alert: new Set(),
  case: new Set(),
  hazard: new Set(),
  alertTest: new Set(),
  site: new Set(),
}

/** Calls back with every alert, case, report or site that changed. A hint, not the truth. Returns the function that ends it. */
export function onChange<K extends ChangeKind>(kind: K, listener: (changed: Changes[K]) => void): () => void {
  listeners[kind].add(listener)
  return () => listeners[kind].delete(listener)
}

/** One subscription of each kind for the whole app. Returns the function that ends them. */
export function followChanges(): () => void {
  const stops = [
    follow(AlertChanged, ({ alertChanged }) => emit('alert', alertChanged)),
    follow(CaseChanged, ({ caseChanged }) => emit('case', caseChanged)),
    follow(HazardReportChanged, ({ hazardReportChanged }) => emit('hazard', hazardReportChanged)),
    follow(AlertTestSent, ({ alertTestSent }) => emit('alertTest', alertTestSent)),
    follow(SiteChanged, ({ siteChanged }) => emit('site', siteChanged)),
  ]
  return () => stops.forEach((stop) => stop())
}

function emit<K extends ChangeKind>(kind: K, changed: Changes[K]): void {
  for (const listener of listeners[kind]) listener(changed)
}
