import type { InjectionKey } from 'vue'

/** Given to what stands beside or over a list: its title is its own, not that of the page. */
export const IN_PANE: InjectionKey<boolean> = Symbol('in a pane')
