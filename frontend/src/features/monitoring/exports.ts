import { saveFrom } from '@/graphql/saveFrom'
import { saveFile } from '@/shared/saveFile'
import { colour } from './draw'
import type { Range } from './trend'

/** Hands every reading of these sources in the range over as a file; null, or the code of the refusal. */
export function saveReadings(site: string, codes: string[], name: string, { from, to }: Range): Promise<string | null> {
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const asked = new URLSearchParams([['site', site], ...codes.map((code) => ['sensor', code]), ...Object.entries(range)])
  return saveFrom(`/export/readings?${asked}`, `${name}.csv`)
}

/** How a line of a chart is drawn, and what it is called. */
export interface Key {
  name: string
  ink: string
  dash: readonly number[]
}

/** A chart as a picture on the paper of the page, below its title and the names of its lines, where there are several. */
export function onPaper(chart: HTMLCanvasElement, title: string, keys: readonly Key[] = []): HTMLCanvasElement | undefined {
  const row = 34 * devicePixelRatio
  const head = row * (1 + keys.length)
  const canvas = Object.assign(document.createElement('canvas'), { width: chart.width, height: chart.height + head })
  const context = canvas.getContext('2d')
  if (!context) return undefined
  const px = (length: number): number => length * devicePixelRatio
  context.fillStyle = colour('surface')
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = colour('ink')
  context.font = `700 ${px(17)}px ${colour('font')}`
  context.fillText(title, px(12), px(24))
  context.font = `${px(15)}px ${colour('font')}`
  for (const [at, { name, ink, dash }] of keys.entries()) {
    const y = row * (at + 1) + px(18)
    context.strokeStyle = colour(ink)
    context.lineWidth = px(2.5)
    context.setLineDash(dash.map(px))
    context.beginPath()
    context.moveTo(px(12), y)
    context.lineTo(px(48), y)
    context.stroke()
    context.fillText(name, px(56), y + px(5))
  }
  context.drawImage(chart, 0, head)
  return canvas
}

/** Hands a picture over as a file. */
export function savePicture(canvas: HTMLCanvasElement, name: string): void {
  canvas.toBlob((blob) => {
    if (blob) saveFile(`${name}.png`, blob, 'image/png')
  })
}
