/** What the components are shown with: things of the demo plant, in both languages, as the server sends them. */
interface Text {
  zh: string
  en: string
}
export const SAMPLE = {
  area: { zh: '反应车间', en: 'Reactor hall' },
  source: { zh: '反应车间可燃气体 A', en: 'Reactor hall flammable gas A' },
  longSource: { zh: '原料卸车区接地电阻监测点（北侧，一号鹤管）', en: 'Earthing resistance of the unloading bay, north side, arm 1' },
  missing: { zh: '还差说明', en: 'A note is missing' },
  why: { zh: '62 %LEL，高于上限 50 %LEL', en: '62 %LEL, above the high limit of 50 %LEL' },
  person: { zh: '赵敏', en: 'Zhao Min' },
  words: { zh: '往上风向走，去集合点', en: 'Go upwind, to the muster point' },
  // The words of the guide itself; in locales/ they would come with the built app.
  title: { zh: '组件', en: 'Components' },
  open: { zh: '打开', en: 'Open' },
  busy: { zh: '发送中', en: 'Sending' },
} satisfies Record<string, Text>

export const GAS_LIMITS = [
  { side: 'HIGH' as const, tier: 'YELLOW' as const, value: 10 },
  { side: 'HIGH' as const, tier: 'ORANGE' as const, value: 25 },
  { side: 'HIGH' as const, tier: 'RED' as const, value: 50 },
]
export const OXYGEN_LIMITS = [
  { side: 'LOW' as const, tier: 'RED' as const, value: 18 },
  { side: 'LOW' as const, tier: 'ORANGE' as const, value: 19.5 },
  { side: 'HIGH' as const, tier: 'ORANGE' as const, value: 23.5 },
]

const MINUTE = 60_000
/** A moment so many minutes away from now; earlier ones are negative. */
export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * MINUTE).toISOString()

/** A drawn stand-in for a photo: plain, with the corner that says which it is. */
export function drawing(words: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="gray"/><text x="16" y="40" font-size="28" fill="white">${words}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
