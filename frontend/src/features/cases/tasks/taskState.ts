import type { IconName } from '@/components/icons'
import type { TaskKind, TaskState } from '@/graphql/generated/enums'

export function taskTag(state: TaskState): { icon: IconName; tone: 'quiet' | 'accent' } {
  switch (state) {
    case 'WAITING':
      return { icon: 'clock', tone: 'quiet' }
    case 'IN_PROGRESS':
      return { icon: 'play', tone: 'accent' }
    case 'DONE':
      return { icon: 'check', tone: 'accent' }
    case 'CANCELLED':
      return { icon: 'close', tone: 'quiet' }
  }
}

export const KIND_ICONS: Record<TaskKind, IconName> = { REPAIR: 'equipment', SCENE: 'flag', REPLAN: 'history', OTHER: 'people' }

/** Still to be done: the disposal waits for it. */
export function isOpen({ state }: { state: TaskState }): boolean {
  return state === 'WAITING' || state === 'IN_PROGRESS'
}

/** Done and all that count; a cancelled one does not. */
export function progressOf(tasks: { state: TaskState }[]): { done: number; all: number } {
  return { done: tasks.filter(({ state }) => state === 'DONE').length, all: tasks.filter(({ state }) => state !== 'CANCELLED').length }
}
