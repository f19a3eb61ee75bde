import { nextTick, ref, watch, type Ref } from 'vue'
import type { Key } from '@/locales'
import { refusal } from '@/shared/i18n'

/** Codes that the app has words for: no other is ever said. */
type Refusal = Key extends infer Each ? (Each extends `error.${infer Code}` ? Code : never) : never

/** What is wrong with a code, at its field. */
export const OF_CODE = { CODE_TAKEN: 'code', CODE_INVALID: 'code', CODE_NOT_LATIN: 'code' } as const

/**
 * Says at a field why the server did not take it. `fields`: which field a refusal is about, by its code. Give `takes` to `submit`:
 * what it takes is said there and in no window above the form. What is typed into the field ends it.
 */
export function useFieldProblem<Name extends string>(fields: { [Code in Refusal]?: Name }, typed: Record<Name, Ref<unknown>>) {
  const problem = ref<{ field: Name; code: string } | null>(null) as Ref<{ field: Name; code: string } | null>
  watch(Object.values<Ref<unknown>>(typed), () => (problem.value = null))
  return {
    takes(code: string): boolean {
      const field = (fields as Record<string, Name | undefined>)[code]
      problem.value = field ? { field, code } : null
      if (field) void nextTick(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return field !== undefined
    },
    problemOf: (field: Name): string => (problem.value?.field === field ? refusal(problem.value.code) : ''),
  }
}
