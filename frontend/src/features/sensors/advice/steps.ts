import type { SiteAdviceRowFragment } from '@/graphql/generated/types'

export interface Step {
  zh: string
  en: string
}

export const MOST_STEPS = 6
export const LONGEST_STEP = 100

/** What a form begins with: the words of the site, else those of the product. */
export function stepsOf({ own, product }: Pick<SiteAdviceRowFragment, 'own' | 'product'>): Step[] {
  const said = own.length > 0 ? own : product
  return said.map(({ zh, en }) => ({ zh, en: en === zh ? '' : en }))
}

/** Those in which something stands. */
export function written(steps: Step[]): Step[] {
  return steps.map(({ zh, en }) => ({ zh: zh.trim(), en: en.trim() })).filter(({ zh, en }) => zh || en)
}
