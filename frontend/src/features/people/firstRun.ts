import type { Trade } from '@/graphql/generated/enums'

export interface FirstSite {
  name: string
  nameEn: string
  code: string
  trade: Trade
  people: number
  timezone: string
}

export interface FirstAdministrator {
  name: string
  username: string
}

const SITE_CODE = /^[a-z0-9-]{1,32}$/
const USERNAME = /^[a-z0-9][a-z0-9._-]{1,31}$/

/** Whether it may be part of the MQTT topics of a site. */
export const isSiteCode = (code: string): boolean => SITE_CODE.test(code)
export const isUsername = (name: string): boolean => USERNAME.test(name)

/** Time zones that the browser knows, its own first. */
export function timezones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  // Younger than the floor: without it, these two are offered.
  const { supportedValuesOf } = Intl as { supportedValuesOf?: (key: 'timeZone') => string[] }
  return [...new Set([own, 'Asia/Shanghai', ...(supportedValuesOf?.('timeZone') ?? [])])]
}
