import { laterOf, type Later, type Question } from '@/features/nouns'
import { has, viewer } from '@/features/people/session'
import { ask } from '@/graphql/client'
import {
  Alert,
  Case,
  CaseRecord,
  EquipmentByCode,
  GroupMembers,
  HazardReport,
  MachineNow,
  Plans,
  ReportTimeline,
  RiskEvent,
  WorkPack,
  WorkPackCases,
  WorkPackMachines,
  WorkPackReports,
  WorkPackRisks,
} from '@/graphql/generated/operations'
import type { WorkPackCasesQuery, WorkPackQuery } from '@/graphql/generated/types'
import { PACK_LISTS } from '@/graphql/forgetSnapshots'
import { snapshotKey, writeSnapshot } from '@/graphql/snapshots'
import { compareClocks } from '@/outbox/clock'
import { readMeta, writeMeta } from '@/shared/db'
import { behind, digests, lists, values } from './lists'
import { PAGE } from './questions'
import { keepPages, noteChecked, readPacked, trim, type Packed, type PackedAnswer, type PackedPage } from './packStore'

const LOCK = 'anhuan-pack'
const SHAPE = [WorkPack, WorkPackCases, WorkPackReports, WorkPackRisks, WorkPackMachines].map(({ hash }) => hash.slice(0, 8)).join()
/** Lists are asked for again after this long, ms, although nothing of the pack has changed. */
const LISTS_OLD = 900_000
/** Photos of one run: what a worker compares at their own cases, not an archive. */
const PHOTOS = 30

type PackedGroup = WorkPackQuery['workPack']['alerts'][number]['alert']['group']
type PackedCase = WorkPackCasesQuery['workPack']['cases'][number]['case']

/**
 * Brings what this person may need with no network onto the phone, under the questions that the pages ask: only what has
 * changed since the last time. One run at a time over all tabs. Returns false when the server stopped answering.
 */
export function takePack(): Promise<boolean> {
  return navigator.locks.request(LOCK, take)
}

async function take(): Promise<boolean> {
  const userId = await readMeta<string>('userId')
  if (!userId) return false
  const before = await readPacked(userId, SHAPE)
  const first = await alertsOf(before)
  if (!first) return false
  const { marks, at } = first
  let filled = first.packed
  for (const [kind, pagesOf] of PARTS) filled = await fill(filled, marks, kind, pagesOf)
  const hasChanged = marks.some((mark) => !(mark in before.marks)) || Object.keys(before.marks).some((mark) => !marks.includes(mark))
  const packed = await noteChecked(filled, marks, at)
  const isListed = at - ((await readMeta<number>(PACK_LISTS)) ?? 0) < LISTS_OLD && !hasChanged
  const others = isListed ? [] : await laterOf(has)
  const listed = isListed ? [] : [...lists(), ...others.flatMap((noun) => noun.lists?.() ?? []), ...(await digests())]
  if (!(await keepLists([...listed, ...values()], others))) return false
  await keepPictures()
  await compareClocks()
  await trim(packed, marks)
  if (!isListed) await writeMeta(PACK_LISTS, at)
  return true
}

/** What there is, and the alerts of it that are missing; undefined where the server does not answer. */
async function alertsOf(before: Packed): Promise<{ packed: Packed; marks: string[]; at: number } | undefined> {
  let packed = before
  const groups = new Map<string, Promise<PackedAnswer[]>>()
  for (;;) {
    // Before the answer, by this clock: it was true then.
    const at = Date.now()
    const { data } = await ask(WorkPack, { known: Object.keys(packed.marks) })
    if (!data) return undefined
    const { marks, alerts } = data.workPack
    const pages = alerts.map(async ({ mark, alert }) => ({
      mark,
      answers: [answer(Alert, { id: alert.id }, { alert }), ...(await membersOf(alert.group, groups))],
    }))
    packed = await keepPages(packed, await Promise.all(pages))
    if (alerts.length === 0 || !lacks(packed, marks, 'A')) return { packed, marks, at }
  }
}

/** The others of its group as the page of an alert asks for them, of each group once in a run. */
function membersOf(group: PackedGroup, asked: Map<string, Promise<PackedAnswer[]>>): Promise<PackedAnswer[]> | PackedAnswer[] {
  if (!group || group.size < 2) return []
  const found = asked.get(group.id) ?? more(GroupMembers, { groupId: group.id, first: PAGE })
  asked.set(group.id, found)
  return found
}

function lacks({ marks: has }: Packed, marks: readonly string[], kinds: string): boolean {
  return marks.some((mark) => kinds.includes(mark.charAt(0)) && !(mark in has))
}

/** Asks for pages of these kinds until none is missing, or no more come. */
async function fill(
  before: Packed,
  marks: readonly string[],
  kinds: string,
  pagesOf: (known: string[]) => Promise<PackedPage[]>,
): Promise<Packed> {
  let packed = before
  while (lacks(packed, marks, kinds)) {
    const pages = await pagesOf(Object.keys(packed.marks))
    if (pages.length === 0) break
    packed = await keepPages(packed, pages)
  }
  return packed
}

async function casesOf(known: string[]): Promise<PackedPage[]> {
  const { data } = await ask(WorkPackCases, { known })
  return Promise.all((data?.workPack.cases ?? []).map(async ({ mark, case: item }) => ({ mark, answers: await answersOf(item) })))
}

async function reportsOf(known: string[]): Promise<PackedPage[]> {
  const { data } = await ask(WorkPackReports, { known })
  return Promise.all(
    (data?.workPack.reports ?? []).map(async ({ mark, report }) => {
      const isOwn = report.reportedBy?.id === viewer.value?.person.id
      const thread = isOwn ? await more(ReportTimeline, { reportId: report.id }) : []
      return { mark, answers: [answer(HazardReport, { id: report.id }, { hazardReport: report }), ...thread] }
    }),
  )
}

/** A case, what is around it for those who have to do something about it, and its photos. */
async function answersOf(item: PackedCase): Promise<PackedAnswer[]> {
  const page = answer(Case, { id: item.id }, { case: item })
  if (item.allowedActions.length === 0) return [page]
  const photos = [...(item.hazardReport?.photos ?? []), ...item.rounds.flatMap(({ disposal }) => [...disposal.before, ...disposal.photos])]
  for (const { sha256 } of photos) wanted.add(`/photos/${sha256}?size=320`)
  return [page, ...(await more(CaseRecord, { caseId: item.id }))]
}

async function machinesOf(known: string[]): Promise<PackedPage[]> {
  const { data } = await ask(WorkPackMachines, { known })
  return Promise.all(
    (data?.workPack.equipment ?? []).map(async ({ mark, equipment: { labelCode, ...equipment } }) => {
      // By what stands on its label, and by what people call it.
      const codes = new Set([equipment.code, labelCode ?? equipment.code])
      const pages = [...codes].map((code) => answer(EquipmentByCode, { code }, { equipment }))
      return { mark, answers: [...pages, ...(await more(MachineNow, { equipmentId: equipment.id, first: PAGE }))] }
    }),
  )
}

/** Events of the register at the places of this person: the page of each, with its steps and whom to call. */
async function risksOf(known: string[]): Promise<PackedPage[]> {
  const { data } = await ask(WorkPackRisks, { known })
  return (data?.workPack.risks ?? []).map(({ mark, risk }) => ({
    mark,
    answers: [answer(RiskEvent, { id: risk.id }, { riskEvent: risk })],
  }))
}

/** What is asked for after the alerts, by the first letter of its marks. */
const PARTS: [string, (known: string[]) => Promise<PackedPage[]>][] = [
  ['C', casesOf],
  ['H', reportsOf],
  ['R', risksOf],
  ['E', machinesOf],
]

function answer<Result, Variables>(
  { name }: { name: string; types?: (variables: Variables) => Result },
  variables: NoInfer<Variables>,
  data: NoInfer<Result>,
): PackedAnswer {
  return { name, variables, data }
}

/** What a page asks for beside itself; nothing where the server does not answer. */
async function more<Result, Variables extends object>(
  operation: Parameters<typeof ask<Result, Variables>>[0],
  variables: Variables,
): Promise<PackedAnswer[]> {
  const { data } = await ask(operation, variables)
  return data ? [{ name: operation.name, variables, data }] : []
}

async function keepLists(questions: Question[], others: Later[]): Promise<boolean> {
  const known = new Set<string>()
  // What an answer leads to is asked for after the rest.
  const open = [...questions]
  for (let next = open.shift(); next; next = open.shift()) {
    const { operation, variables } = next
    const name = `${operation.name} ${JSON.stringify(variables)}`
    if (known.has(name)) continue
    known.add(name)
    const { data, error } = await ask(operation, variables)
    if (data) await writeSnapshot(await snapshotKey(operation.name, variables), data)
    else if (error?.networkError) return false
    if (data) open.push(...behind(data), ...others.flatMap((noun) => noun.behind?.(data) ?? []))
    if (operation.name === Plans.name) notePlans((data as { plans?: { siteId: string; pictureUrl: string }[] } | undefined)?.plans ?? [])
  }
  return true
}

/** Pictures that pages will show; the service worker keeps each that it has seen. */
const wanted = new Set<string>()

function notePlans(plans: { siteId: string; pictureUrl: string }[]): void {
  for (const { site } of viewer.value?.memberships ?? []) {
    for (const { siteId, pictureUrl } of plans) if (siteId === site.id) wanted.add(pictureUrl)
  }
}

async function keepPictures(): Promise<void> {
  const missing: string[] = []
  for (const url of wanted) if (!(await globalThis.caches?.match(url))) missing.push(url)
  wanted.clear()
  for (const url of missing.slice(0, PHOTOS)) {
    // Read whole: a body that nobody reads keeps its connection.
    await fetch(url)
      .then((response) => response.arrayBuffer())
      .catch(() => undefined)
  }
}
