import type { Stage } from '@/graphql/generated/enums'

/** Where a source stands and whose it is: those of the post, where no person is named. */
export interface SourcePlace {
  areaId: string | null
  stage: Stage | null
  equipmentId: string | null
  departmentId: string | null
  postId: string | null
  responsibleId: string | null
}

export const NOWHERE: SourcePlace = {
  areaId: null,
  stage: 'PROCESS',
  equipmentId: null,
  departmentId: null,
  postId: null,
  responsibleId: null,
}
