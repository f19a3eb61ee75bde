import { computed, ref, watch } from 'vue'
import type { IndicatorPartsFragment } from '@/graphql/generated/types'
import { changedIn, draftIn, draftOf, textsOf, type Texts } from './draft'
import { problemsOf, type Bounds } from './problems'

/** The draft of one source: its fields, what is wrong with them, and the draft itself as long as nothing is. */
export function useDraft(indicator: () => IndicatorPartsFragment | null, bounds: () => Bounds | null) {
  const inForce = computed(() => {
    const found = indicator()
    return found ? draftOf(found) : null
  })
  const texts = ref<Texts>({})
  function reset(): void {
    texts.value = inForce.value ? textsOf(inForce.value, inForce.value) : {}
  }
  watch(() => indicator()?.version, reset, { immediate: true })
  const problems = computed(() => {
    const limits = bounds()
    return inForce.value && limits ? problemsOf(texts.value, inForce.value, limits) : []
  })
  const changed = computed(() => (inForce.value ? changedIn(texts.value, inForce.value) : []))
  const draft = computed(() => (inForce.value && bounds() && problems.value.length === 0 ? draftIn(texts.value) : null))
  function load(proposed: IndicatorPartsFragment): void {
    if (inForce.value) texts.value = textsOf(draftOf(proposed), inForce.value)
  }
  return { inForce, texts, problems, changed, draft, reset, load }
}
