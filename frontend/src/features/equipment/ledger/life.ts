import type { EquipmentState } from '@/graphql/generated/enums'

/** What a machine may become, the usual one first; the server decides. */
export const NEXT: Record<EquipmentState, EquipmentState[]> = {
  INSTALLED: ['COMMISSIONED', 'SCRAPPED'],
  COMMISSIONED: ['RUNNING', 'UNDER_REPAIR', 'SCRAPPED'],
  RUNNING: ['UNDER_REPAIR', 'SCRAPPED'],
  UNDER_REPAIR: ['RUNNING', 'SCRAPPED'],
  SCRAPPED: [],
}
