import type { SiteAdviceRowFragment } from '@/graphql/generated/types'

export interface Step {
  zh: string
  en: string
}

export const MOST_STEPS = 6
export const LONGEST_STEP = 100

type Said = Pick<SiteAdviceRowFragment, 'ofSite' | 'product'>

/** What alerts say now: the words of the site, else those of the product. */
export const saidOf = ({ ofSite, product }: Said) => (ofSite.length > 0 ? ofSite : product)

/** What a form begins with. */
export function stepsOf(row: Said): Step[] {
  return saidOf(row).map(({ zh, en }) => ({ zh, en: en === zh ? '' : en }))
}

/** Those in which something stands. */
export function written(steps: Step[]): Step[] {
  return steps.map(({ zh, en }) => ({ zh: zh.trim(), en: en.trim() })).filter(({ zh, en }) => zh || en)
}
