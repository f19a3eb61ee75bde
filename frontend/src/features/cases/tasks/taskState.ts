import type { IconName } from '@/components/icons'
import type { TaskKind, TaskState } from '@/graphql/generated/enums'

/** How the state is shown beside its word. */
export const TASK_TAGS: Record<TaskState, { icon: IconName; tone: 'quiet' | 'accent' }> = {
  WAITING: { icon: 'clock', tone: 'quiet' },
  IN_PROGRESS: { icon: 'play', tone: 'accent' },
  DONE: { icon: 'check', tone: 'accent' },
  CANCELLED: { icon: 'close', tone: 'quiet' },
}

export const KIND_ICONS: Record<TaskKind, IconName> = { REPAIR: 'equipment', SCENE: 'flag', REPLAN: 'history', OTHER: 'people' }

/** Every kind, in the order in which a sheet offers them. */
export const TASK_KINDS = Object.keys(KIND_ICONS) as TaskKind[]

/** Still to be done: the disposal waits for it. */
export function isOpen({ state }: { state: TaskState }): boolean {
  return state === 'WAITING' || state === 'IN_PROGRESS'
}

/** Done and all that count; a cancelled one does not. */
export function progressOf(tasks: { state: TaskState }[]): { done: number; all: number } {
  return { done: tasks.filter(({ state }) => state === 'DONE').length, all: tasks.filter(({ state }) => state !== 'CANCELLED').length }
}
