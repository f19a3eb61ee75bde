import type { RouteLocationRaw, RouteRecordRaw } from 'vue-router'
import type { Component } from 'vue'
import type { IconName } from '@/components/icons'
import type { Module, Permission } from '@/graphql/generated/enums'
import type { Key } from '@/locales'
import type { Operation } from '@/shared/operation'

declare module 'vue-router' {
  interface RouteMeta {
    /** No navigation around it (sign-in). */
    isBare?: boolean
    /** Open to people who are not signed in. */
    isOpen?: boolean
    /** Where the site has switched it off, the page says so. */
    module?: Module
    /** How the sentences about it begin in `app.help`, and how many there are. */
    help?: [screen: string, lines: number]
  }
}

/** Entries of the rail. */
export type RailEntry = 'home' | 'alarms' | 'disposal' | 'findings' | 'live' | 'plan' | 'risks' | 'reports' | 'people' | 'setup'

/** A page in the navigation: a section of an entry of the rail. */
export interface Place {
  under: RailEntry
  /** Its place among the sections of its entry, the first one first. */
  rank: number
  to: string
  icon: IconName
  /** What the page is called. */
  label: Key
  /** The same in few characters, where it has more; beside the other sections of its entry. */
  short?: Key
  /** How addresses begin that belong to it beside its own. */
  also?: string[]
  /** Who may not, does not see it. */
  needs?: Permission
  /** Where the site has switched it off, nobody sees it. */
  module?: Module
  /** What few people need in the hand: on the page "me" of a phone. */
  isTool?: boolean
}

/** What the palette offers to do. */
export interface Verb {
  id: string
  icon: IconName
  label: Key
  to: RouteLocationRaw
}

/** Who changed an object last, when, and what that was. */
export interface Last {
  at: string
  what: string
  person: { id: string; name: { zh: string; en: string } }
}

/** What a phone keeps for where there is no network. */
export interface Question {
  operation: Operation<unknown, object>
  variables: object
}

/** Pages of others that a noun adds something to: the home, first of all; one of a thing, an alert or a case; of a risk; "me"; my work. */
export type Spot = 'home' | 'object' | 'risk' | 'settings' | 'work'

/** What became of something that was made without a name. */
export interface Fate {
  title: string
  text: string
  /** Shows how it went, given `item`. */
  part: Component
  item: object
}

/** What of a noun is loaded once somebody needs it, in its `later.ts`. */
export interface Later {
  parts?: Partial<Record<Spot, Component>>
  /** By kind of object: who changed it last, and what that was; null where nobody did. */
  last?: Record<string, (id: string) => Promise<Last | null>>
  /** What was made under this follow-up key, asked with no sign-in; null where it is none of this noun. */
  fate?: (key: string) => Promise<Fate | null>
  /** The lists that pages of the hand open with, asked exactly as those pages ask; for where there is no network. */
  lists?: () => Question[]
  /** What lies behind the rows of an answer. */
  behind?: (data: unknown) => Question[]
}

/**
 * What a noun is to the rest of the pages, in its `noun.ts`. All of them come with the first download: they are data, draw nothing,
 * and name what is loaded later.
 */
export interface Noun {
  /** Where the site has switched it off, nothing of it is offered. */
  module?: Module
  routes?: RouteRecordRaw[]
  places?: Place[]
  verbs?: Verb[]
  later?: () => Promise<{ later: Later }>
}

export const nouns: Noun[] = Object.values(import.meta.glob<Noun>('./*/noun.ts', { eager: true, import: 'noun' }))

/** What comes later of all nouns whose module is on: asked when it is needed, loaded once; what cannot be had is left out. */
export async function laterOf(isOn: (module: Module) => boolean): Promise<Later[]> {
  const wanted = nouns.flatMap(({ module, later }) => (later && (!module || isOn(module)) ? [later()] : []))
  return (await Promise.allSettled(wanted)).flatMap((each) => (each.status === 'fulfilled' ? [each.value.later] : []))
}
