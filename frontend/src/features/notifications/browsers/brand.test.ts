import { expect, it } from 'vitest'
import { brandOf } from './brand'

it.each([
  ['Mozilla/5.0 (Linux; Android 12; Redmi Note 12) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36', 'XIAOMI'],
  ['23049RAD8C', 'XIAOMI'],
  ['Mozilla/5.0 (Linux; Android 10; ELE-AL00) AppleWebKit/537.36', 'HUAWEI'],
  ['Mozilla/5.0 (Phone; OpenHarmony 5.0) HarmonyOS ArkWeb/4.1', 'HUAWEI'],
  ['PGEM10', 'OPPO'],
  ['RMX3888', 'OPPO'],
  ['V2241A', 'VIVO'],
  ['SM-S9180', 'SAMSUNG'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605', 'APPLE'],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36', 'OTHER'],
])('the phone of "%s" is helped as one of %s', (described, brand) => {
  expect(brandOf(described)).toBe(brand)
})
