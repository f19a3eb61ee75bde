import { expect, it } from 'vitest'
import { brandOf, engineOf } from './brand'

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

it.each([
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0.4844.88 Mobile Safari/537.36', 'CHROMIUM', 99],
  ['Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 Mobile', 'CHROMIUM', 114],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36 Edg/130.0', 'CHROMIUM', 130],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 16_4 like Mac OS X) AppleWebKit/605 Version/16.4 Mobile Safari/604.1', 'WEBKIT', 16],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 CriOS/130.0 Mobile Safari/604.1', 'WEBKIT', 18],
  ['Mozilla/5.0 (iPad; CPU OS 15_4 like Mac OS X) AppleWebKit/605 Version/15.4 Mobile Safari/604.1', 'WEBKIT', 15],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17.5 Safari/605', 'WEBKIT', 17],
  ['Mozilla/5.0 (Android 13; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0', 'GECKO', 130],
  ['curl/8', 'OTHER', 0],
])('the engine of "%s" is %s %i', (agent, engine, major) => {
  expect(engineOf(agent)).toEqual({ engine, major })
})
