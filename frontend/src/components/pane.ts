import type { Component, InjectionKey, Ref } from 'vue'

/** Given to what stands beside or over a list: its title is its own, not that of the page. */
export const IN_PANE: InjectionKey<boolean> = Symbol('in a pane')

/** Whether the bar of the desk is there: without a sign-in, and on a phone, a page has its own. */
export const HAS_DESK_BAR: InjectionKey<Readonly<Ref<boolean>>> = Symbol('has a desk bar')

/** What every page has at the right end of its bar in the hand. */
export const PAGE_TOOL: InjectionKey<Component> = Symbol('tool of every page')
/** Whether nothing proves that what is shown is still so, to somebody who is signed in. */
export const IS_UNPROVEN: InjectionKey<Readonly<Ref<boolean>>> = Symbol('is unproven')
/** Since when the server cannot be heard, ms, as the line above every page says; null while it can. */
export const OFFLINE_SINCE: InjectionKey<Readonly<Ref<number | null>>> = Symbol('offline since')
