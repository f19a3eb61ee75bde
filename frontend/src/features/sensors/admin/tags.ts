import type { TagRowFragment } from '@/graphql/generated/types'

export type TagDraft = Pick<TagRowFragment, 'kind' | 'role' | 'areas' | 'equipment'> & { isClosed: boolean }

/** As the server judges it (`tags_rules.loosens`): whether some rule calls less after the change. */
export function isLooserTag(before: TagRowFragment, after: TagDraft): boolean {
  const isFreer = before.areas.length > 0 && (after.areas.length === 0 || after.areas.some((code) => !before.areas.includes(code)))
  const isMoved = before.equipment !== '' && after.equipment !== before.equipment
  const isOther = before.kind !== after.kind || before.role !== after.role
  const isEnded = after.isClosed && !before.closedAt && (before.areas.length > 0 || before.equipment !== '')
  return isFreer || isMoved || isOther || isEnded
}
