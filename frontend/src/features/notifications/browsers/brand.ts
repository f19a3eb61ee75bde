/** Makers whose phones stop apps to save power, each in its own menu. */
export type Brand = 'XIAOMI' | 'HUAWEI' | 'OPPO' | 'VIVO' | 'SAMSUNG' | 'APPLE' | 'OTHER'

/** By what a model, or the line in which a browser names itself, tells of its maker; the first that fits. */
const SIGNS: readonly [Brand, RegExp][] = [
  ['APPLE', /iPhone|iPad|iPod/],
  ['XIAOMI', /Xiaomi|Redmi|POCO|MiuiBrowser|\bMI \w|\bM2\d{3}\w|\b2[1-6]\d{2,}[A-Z]\w/i],
  ['HUAWEI', /Huawei|Honor|HarmonyOS|\b[A-Z]{3}-(?:AN|AL|TN|TL|L|NX)\d{2}/i],
  ['OPPO', /OPPO|HeyTapBrowser|OnePlus|Realme|\bCPH\d|\bRMX\d|\bP[A-Z]{3}\d0\b/i],
  ['VIVO', /vivo|iQOO|\bV[12]\d{3}[A-Z]*\b/i],
  ['SAMSUNG', /Samsung|\bSM-/i],
]

export function brandOf(described: string): Brand {
  return SIGNS.find(([, sign]) => sign.test(described))?.[0] ?? 'OTHER'
}

interface Hints {
  getHighEntropyValues(names: string[]): Promise<{ model?: string }>
}

/** The maker of this phone. Newer browsers keep the model out of that line, and tell it to who asks. */
export async function ownBrand(): Promise<Brand> {
  const hints = (navigator as { userAgentData?: Hints }).userAgentData
  const asked = await hints?.getHighEntropyValues(['model']).catch(() => null)
  return brandOf(`${asked?.model ?? ''} ${navigator.userAgent}`)
}
