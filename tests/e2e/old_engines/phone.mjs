/**
 * One phone with an old engine: reads what its person does as lines of JSON, [what, …with], and answers each with a line,
 * {"answer": …} or {"fault": "…"}. Started by old_phone.py: `node phone.mjs VERSION FOLDER [FILM]`.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { createInterface } from 'node:readline'
import puppeteer from 'puppeteer-core'
import { engine } from './unpack.mjs'

const PATIENCE = 60_000
/** What comes after the first words of a page, lists and pictures, before it is photographed. */
const STILL_MS = 1500
const AGAIN_MS = 200
// A container has no sandbox, no zygote and no graphics card; the libraries beside it draw. These builds cannot encrypt cookies:
// half a minute after the first one, when it is written down, the part that holds them all would fall over, and with it the sign-in.
const FLAGS = [
  '--lang=zh-CN',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--use-gl=swiftshader',
  '--disable-cookie-encryption',
]
// The browser says so itself while the server is stopped, as the story wants it to be.
// And before Chromium 97 it says with each page that it does not know the word by which the policy lets the reader of codes run.
const EXPECTED = /Failed to load resource|WebSocket connection to|net::ERR_|invalid source: ''wasm-unsafe-eval''/

const [, , version, folder, film] = process.argv
const CAMERA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]
const browser = await puppeteer.launch({
  executablePath: await engine(version),
  args: film ? [...FLAGS, ...CAMERA] : FLAGS,
  userDataDir: folder,
  defaultViewport: {
    width: 360,
    height: 800,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
})
const page = (await browser.pages())[0] ?? (await browser.newPage())
const problems = []
page.setDefaultTimeout(PATIENCE)
page.on('pageerror', (error) => problems.push(String(error.stack ?? error)))
page.on('console', async (message) => {
  if (message.type() !== 'error' || EXPECTED.test(message.text())) return
  const told = message.args().map((each) => each.evaluate((value) => String(value?.stack ?? value)))
  problems.push([message.text(), ...(await Promise.all(told).catch(() => []))].join(' '))
})
// These builds have no files of languages, and pages see none; a phone always has one.
const session = await page.target().createCDPSession()
await session.send('Emulation.setUserAgentOverride', { userAgent: await browser.userAgent(), acceptLanguage: 'zh-CN' })
await page.emulateTimezone('Asia/Shanghai')
await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }])

const visible = (selector) => page.waitForSelector(selector, { visible: true })

const acts = {
  version: () => browser.version(),
  first: (script) => page.evaluateOnNewDocument(script),
  go: (url) => page.goto(url, { waitUntil: 'load' }).then(() => null),
  type: async (selector, words) => (await visible(selector)).type(words),
  async tap(selector) {
    // A page that draws it anew at this moment leaves us with what was there before; a sheet that comes in has it elsewhere.
    for (let left = 5; ; left -= 1) {
      try {
        const found = await visible(selector)
        await found.evaluate((element) => element.scrollIntoView({ block: 'center' }))
        return await found.tap()
      } catch (error) {
        if (left === 0 || !/detached|not visible|not clickable/i.test(String(error))) throw error
        await pause(AGAIN_MS)
      }
    }
  },
  async hold(selector, ms) {
    const { x, y, width, height } = await (await visible(selector)).boundingBox()
    await page.mouse.move(x + width / 2, y + height / 2)
    await page.mouse.down()
    await pause(ms)
    await page.mouse.up()
  },
  choose: async (selector, file) => (await page.waitForSelector(selector)).uploadFile(file),
  sees: (words, within) =>
    page.waitForFunction((each) => document.body?.innerText.includes(each), { timeout: within }, words).then(() => null),
  finds: (selector, within) => page.waitForSelector(selector, { visible: true, timeout: within }).then(() => null),
  misses: (selector, within) => page.waitForSelector(selector, { hidden: true, timeout: within }).then(() => null),
  until: (script, within) => page.waitForFunction(script, { timeout: within }).then(() => null),
  evaluate: (script) => page.evaluate(script),
  shown: () => page.evaluate(() => `${location.href}\n${document.body?.innerText}`),
  async picture(path) {
    await pause(STILL_MS)
    // What it shows, as it is: made larger for the picture, as is the custom, these builds leave some pages blank.
    await page.screenshot({ path, captureBeyondViewport: false })
  },
  problems: () => problems,
}

for await (const line of createInterface({ input: process.stdin })) {
  const [what, ...details] = JSON.parse(line)
  const said = await Promise.resolve()
    .then(() => acts[what](...details))
    .then(
      (answer) => ({ answer: answer ?? null }),
      (error) => ({ fault: String(error) }),
    )
  process.stdout.write(`${JSON.stringify(said)}\n`)
}
await browser.close()
process.exit(0)
