import type { HazardCategory, HazardGrade } from '@/graphql/generated/enums'

export interface Place {
  kind: 'equipment' | 'area'
  /** An area's id or an equipment's code. */
  id: string
  name: { zh: string; en: string }
  hint: { zh: string; en: string } | null
}

export interface ReportParts {
  place: Place | null
  category: HazardCategory | null
  grade: HazardGrade
  clause: string
  description: string
  photoCount: number
}

/** The first thing a report still lacks; null when it can be submitted. Two mandatory fields: where and what. */
export function missingOf(report: ReportParts): 'place' | 'evidence' | 'category' | 'clause' | null {
  if (!report.place) return 'place'
  if (report.photoCount === 0 && report.description.trim() === '') return 'evidence'
  if (!report.category) return 'category'
  if (report.grade === 'MAJOR' && report.clause.trim() === '') return 'clause'
  return null
}
