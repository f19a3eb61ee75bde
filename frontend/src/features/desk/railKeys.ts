import { listenToKeys } from '@/components/desk/keys'
import { rail } from '@/features/settings/places'
import { isCovered } from '@/shared/covered'

/** `g`, then the number of an entry of the rail (0: the tenth), goes there; beneath an alarm nothing does. Returns the function that ends it. */
export function listenForRail(go: (to: string) => void): () => void {
  const keys = Array.from({ length: 10 }, (_, index) => [
    `g ${(index + 1) % 10}`,
    (event: KeyboardEvent) => {
      const [first] = rail.value[index]?.sections ?? []
      if (!first || isCovered.value) return
      event.preventDefault()
      go(first.to)
    },
  ])
  return listenToKeys(Object.fromEntries(keys) as Parameters<typeof listenToKeys>[0])
}
