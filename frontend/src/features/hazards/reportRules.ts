import type { HazardCategory, ReportKind } from '@/graphql/generated/enums'
import type { CapturedPhoto } from '@/shared/photo'
import type { VoiceNote } from '@/shared/recorder'

export interface Place {
  kind: 'equipment' | 'area'
  /** An area's id or an equipment's code. */
  id: string
  name: { zh: string; en: string }
  hint: { zh: string; en: string } | null
}

/** The event of the register from whose page a report comes. */
export interface RiskRef {
  id: string
  title: { zh: string; en: string }
}

/** A report as it is filled in, in whatever order; kept on the phone until it is sent or thrown away. */
export interface ReportForm {
  kind: ReportKind
  place: Place | null
  category: HazardCategory | null
  isSerious: boolean
  description: string
  photos: CapturedPhoto[]
  voice: VoiceNote | null
  isAnonymous: boolean
  /** Not there in a draft of an app before. */
  risk?: RiskRef | null
  /** When it was last changed, in ms; 0: never. */
  touchedAt: number
}

export function emptyReport(): ReportForm {
  return {
    kind: 'HAZARD',
    place: null,
    category: null,
    isSerious: false,
    description: '',
    photos: [],
    voice: null,
    isAnonymous: false,
    risk: null,
    touchedAt: 0,
  }
}

/** A draft older than this is of another hazard. */
const SAME_HAZARD_MS = 2 * 3_600_000
/** For so long a place alone is where its person still stands: a phone may have killed the page behind its camera. */
const SAME_WALK_MS = 10 * 60_000

/** Whether somebody has put into it what would be lost; a place alone is none of it. */
export function isBegun({ category, description, photos, voice }: ReportForm): boolean {
  return photos.length > 0 || description.trim() !== '' || voice !== null || category !== null
}

/**
 * What an earlier draft is to a report that is opened now: taken up again, asked about (it is old, or of another place than
 * the label that was scanned), or nothing. What is nothing lends its place to no new report.
 */
export function taken(draft: ReportForm, scanned: string | null, now: number): 'again' | 'asked' | 'nothing' {
  const isElsewhere = scanned !== null && draft.place !== null && draft.place.id !== scanned
  if (!isBegun(draft)) return isElsewhere || now - draft.touchedAt > SAME_WALK_MS ? 'nothing' : 'again'
  return isElsewhere || now - draft.touchedAt > SAME_HAZARD_MS ? 'asked' : 'again'
}

export type Missing = 'evidence' | 'place' | 'category'

/** The first thing a report still lacks, from the top of the form; null when it can be sent. */
export function missingOf({ place, category, description, photos, voice, isAnonymous }: ReportForm): Missing | null {
  // A voice says who speaks: without a name it stays on the phone.
  const isSpoken = voice !== null && !isAnonymous
  if (photos.length === 0 && description.trim() === '' && !isSpoken) return 'evidence'
  if (!place) return 'place'
  return category ? null : 'category'
}
