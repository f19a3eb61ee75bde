/** Renders public/icon.svg into the PNG sizes that launchers want; pack them losslessly (optipng) before they are kept.
 * Needs a Chromium: CHROMIUM names it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const folder = fileURLToPath(new URL('../public/', import.meta.url))
const svg = readFileSync(`${folder}icon.svg`, 'utf8')
/** A launcher may cut a maskable icon to a circle: square ground, the sign inside the inner 80 %. */
const maskable = svg
  .replace(' rx="116"', '')
  .replace(/(<path[^]*\/>)/, '<g transform="translate(256 256) scale(.82) translate(-256 -256)">$1</g>')

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
})
const page = await browser.newPage()
for (const [name, size, source] of [
  ['icon-192.png', 192, svg],
  ['icon-512.png', 512, svg],
  ['icon-maskable-512.png', 512, maskable],
]) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${source}`)
  await page.screenshot({ path: `${folder}${name}`, omitBackground: true })
}
await browser.close()
