import type { AssessmentMethod, BoundSide, CheckWay, MeasureKind, RiskUnitKind } from '@/graphql/generated/enums'

/*
 * Codes that only the forms of the register offer, each of the contract once: the lists of `enums.ts` come with the first page of the app, which
 * has no use for these.
 */
const METHODS: Record<AssessmentMethod, true> = { LEC: true, LS: true, DIRECT: true }
const KINDS: Record<MeasureKind, true> = { ENGINEERING: true, MANAGEMENT: true, PPE: true, EMERGENCY: true }
const WAYS: Record<CheckWay, true> = { ON_SITE: true, PHOTO: true, READING: true }
const SIDES: Record<BoundSide, true> = { HIGH: true, LOW: true, BOTH: true }
const UNIT_KINDS: Record<RiskUnitKind, true> = { FACILITY: true, ACTIVITY: true }

const codes = <Code extends string>(all: Record<Code, true>): Code[] => Object.keys(all) as Code[]
export const methods = codes(METHODS)
export const measureKinds = codes(KINDS)
export const checkWays = codes(WAYS)
export const boundSides = codes(SIDES)
export const unitKinds = codes(UNIT_KINDS)
