import { signedFetch } from '@/graphql/http'
import { saveFrom } from '@/graphql/saveFrom'
import { has, may } from '@/features/people/session'
import type { Key } from '@/locales'

/** Sheets of a workbook, in the order in which they are imported. */
export const REGISTER = ['risk_objects', 'risk_units', 'risk_events', 'measures', 'check_items'] as const
export const SHEETS = ['departments', 'posts', 'people', 'areas', 'equipment', 'sources', 'limits', 'tags', 'shifts', ...REGISTER] as const
export type SheetKey = (typeof SHEETS)[number]

/** The sheets that a person takes in and out: tags are of camera events, which may be off; the roster is planned by officers; who
 * manages nothing, and keeps a part of the register, has its sheets. */
export function sheetsHere(): SheetKey[] {
  const manages = may('MANAGE_PEOPLE') || may('MANAGE_PLACES') || may('MANAGE_SOURCES')
  return SHEETS.filter((each) => {
    if ((REGISTER as readonly SheetKey[]).includes(each)) return may('EDIT_RISKS')
    return manages && (each !== 'tags' || has('CAMERA_EVENTS')) && (each !== 'shifts' || may('PLAN_EVERY_ROSTER'))
  })
}

export interface Counts {
  sheet: SheetKey
  rows: number
  new: number
  changed: number
  same: number
  faults: number
}

/** `row` 0: the sheet itself. `column` is empty where it is about the whole line. */
export interface Fault {
  sheet: SheetKey
  row: number
  column: string
  value: string
  code: string
  details?: FaultDetails
}

/** What is said of a cell beside its code: a level that was typed and the one that was computed, scores or classes that there are. */
export interface FaultDetails extends Partial<LevelDetails> {
  nearest?: Name[]
  scale?: number[]
}

export interface LevelDetails {
  title: Name
  scores: number[]
  score: number | null
  typed: number
  computed: number
  set: string | null
  version: number | null
  bounds: number[]
}

export type LevelFault = Fault & { details: LevelDetails }

/** Cells with a level that is another than the computed one. */
export function levelFaults(faults: Fault[]): LevelFault[] {
  return faults.filter((each): each is LevelFault => each.code === 'LEVEL_COMPUTED' && each.details?.computed !== undefined)
}

/** Events in force by level, before a workbook and after it, and what waits for a second person then. */
export interface RegisterEffect {
  levels: { level: number; before: number; after: number }[]
  unconfirmed: number
  proposed: number
  stored: number
}

/** What to look at before writing, which refuses nothing. The times are of the clock of the site: 2026-12-01T20:00. */
export interface Note {
  sheet: SheetKey
  kind: 'HOLE' | 'SAME_ROSTER'
  line: Name
  startsAt: string
  endsAt: string
}

/** `notes`: runs that were checked by an older server have none. */
export interface Outcome {
  counts: Counts[]
  faults: Fault[]
  faultCount: number
  notes?: Note[]
  noteCount?: number
  typedLevels?: number
  register?: RegisterEffect | null
  ignoredSheets: string[]
  ignoredColumns: { sheet: SheetKey; columns: string[] }[]
}

type Name = { zh: string; en: string }

/** The workbook that the person sent last, how far it is and what came of it. */
export interface Run {
  id: string
  fileName: string
  size: number
  state: 'READING' | 'CHECKING' | 'CHECKED' | 'WRITING' | 'IMPORTED' | 'REFUSED' | 'INTERRUPTED'
  isImport: boolean
  mayImport: boolean
  mayCheck: boolean
  rows: { total: number; checked: number }
  outcome: Outcome | null
  code: string | null
  meanwhile: { kind: string; at: string; by: Name | null; isMine: boolean }[]
  startedAt: string
  changedAt: string
}

export interface LastRun {
  run: Run | null
  busy: { by: Name; since: string } | null
}

export type Answer<Value> = { kind: 'answered'; value: Value } | { kind: 'refused'; code: string } | { kind: 'unreachable' }

/** The server takes no more. */
export const MOST_BYTES = 10_000_000
const AWAY = [502, 503, 504]

export const isAtWork = (run: Run): boolean => run.state === 'READING' || run.state === 'CHECKING' || run.state === 'WRITING'
export const isCsv = (file: { name: string }): boolean => /\.csv$/i.test(file.name)

/** Why a file is not even sent; null for one that is. */
export function fileProblem(file: { name: string; size: number }): Key | null {
  if (!/\.(xlsx|xlsm|csv)$/i.test(file.name)) return 'workbook.wrongKind'
  if (file.size === 0) return 'workbook.emptyFile'
  return file.size > MOST_BYTES ? 'error.WORKBOOK_TOO_LARGE' : null
}

/** Lines that are new or change something. */
export function linesToWrite(outcome: Outcome): number {
  return outcome.counts.reduce((sum, each) => sum + each.new + each.changed, 0)
}

export function totalOf(outcome: Outcome, what: Exclude<keyof Counts, 'sheet'>): number {
  return outcome.counts.reduce((sum, each) => sum + each[what], 0)
}

/** Cells of one column that say the same and are wrong for the same reason: mended together. */
export interface FaultGroup extends Omit<Fault, 'row'> {
  rows: number[]
}

export function grouped(faults: Fault[]): FaultGroup[] {
  const groups = new Map<string, FaultGroup>()
  for (const { row, ...what } of faults) {
    const key = JSON.stringify([what.sheet, what.column, what.value, what.code, what.details])
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else groups.set(key, { ...what, rows: [row] })
  }
  return [...groups.values()]
}

/** Lines as a file that a spreadsheet shows as they are, and never computes. */
export function csvOf(lines: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    const shown = typeof value === 'string' && /^['=+\-@＝＋－＠\t\r]/.test(value) ? `'${value}` : String(value)
    return `"${shown.replaceAll('"', '""')}"`
  }
  return '\ufeff' + lines.map((line) => line.map(cell).join(',')).join('\r\n')
}

export function lastRun(siteId: string): Promise<Answer<LastRun>> {
  return ask<LastRun>(`/workbooks/runs?site=${siteId}`)
}

export function loadRun(id: string): Promise<Answer<Run>> {
  return ask<Run>(`/workbooks/runs/${id}`)
}

/** Sends a file to be checked. `id`: the same for the same file, so that it is taken in once. */
export function sendFile(siteId: string, id: string, file: File, sheet: SheetKey | null): Promise<Answer<Run>> {
  const asked = new URLSearchParams({ site: siteId, name: file.name, ...(sheet ? { sheet } : {}) })
  return ask<Run>(`/workbooks/runs/${id}?${asked.toString()}`, { method: 'PUT', body: file })
}

/** Lets what was checked be imported, or the file that is kept be checked anew, also with the computed levels in place of typed ones. */
export function goOn(id: string, step: 'import' | 'check' | 'check?levels=computed'): Promise<Answer<Run>> {
  return ask<Run>(`/workbooks/runs/${id}/${step}`, { method: 'POST' })
}

/** Hands over the empty template; null, or why not. */
export function saveTemplate(siteId: string): Promise<string | null> {
  return saveFrom(`/workbooks/template.xlsx?site=${siteId}`, null)
}

/** Hands over what is there; null, or why not. */
export function saveExport(wanted: { siteId: string; sheet: string; format: 'xlsx' | 'csv'; purpose: string }): Promise<string | null> {
  return saveFrom('/workbooks/export', null, wanted)
}

async function ask<Value>(url: string, init: RequestInit = {}): Promise<Answer<Value>> {
  const response = await signedFetch(url, init).catch(() => null)
  // A proxy that has lost its server answers without our words.
  const said = (await response?.json().catch(() => null)) as (Value & { code?: string | null }) | null
  if (!response || said === null || AWAY.includes(response.status)) return { kind: 'unreachable' }
  return response.ok ? { kind: 'answered', value: said } : { kind: 'refused', code: said.code ?? 'INTERNAL' }
}
