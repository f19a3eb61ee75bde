import type { InjectionKey, Ref } from 'vue'

/** Given to what stands beside or over a list: its title is its own, not that of the page. */
export const IN_PANE: InjectionKey<boolean> = Symbol('in a pane')

/** Whether the bar of the desk is there: without a sign-in, and on a phone, a page has its own. */
export const HAS_DESK_BAR: InjectionKey<Readonly<Ref<boolean>>> = Symbol('has a desk bar')
