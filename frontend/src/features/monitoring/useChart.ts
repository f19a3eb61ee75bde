import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import { useWidth } from '@/features/readings/useWidth'
import { measured } from '@/features/readings/value'
import { clockTime, dayMonth, exactTime } from '@/shared/i18n'
import { colour } from './draw'
import type { Range } from './trend'

const DAY = 86_400_000

/** What all charts over time have in common: two axes, no legend of its own, dragging chooses a stretch of time. */
export function frameOfChart(
  range: () => Range,
  values: () => [number, number],
  syncKey: string,
  zoom: (from: number, to: number) => void,
) {
  const timeWords = (seconds: number): string => {
    const length = range().to - range().from
    const words = length > 2 * DAY ? dayMonth : length > 600_000 ? clockTime : exactTime
    return words(seconds * 1000)
  }
  const axis: uPlot.Axis = {
    stroke: colour('ink-2'),
    font: `13px ${colour('font')}`,
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
  }
  return {
    padding: [26, 8, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, sync: { key: syncKey } },
    scales: { x: { time: true, range: () => [range().from / 1000, range().to / 1000] }, y: { range: () => values() } },
    axes: [
      { ...axis, grid: { show: false }, values: (_, splits) => splits.map(timeWords), space: 90 },
      { ...axis, size: 52, values: (_, splits) => splits.map((value) => measured(value)) },
    ],
    hooks: {
      setSelect: [
        (drawn: uPlot) => {
          if (drawn.select.width < 4) return
          const at = (left: number): number => drawn.posToVal(left, 'x') * 1000
          zoom(at(drawn.select.left), at(drawn.select.left + drawn.select.width))
          drawn.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  } satisfies Partial<uPlot.Options>
}

interface Drawing {
  frame: Readonly<Ref<HTMLElement | null>>
  height: () => number
  data: () => uPlot.AlignedData
  /** Made anew with every drawing: a canvas keeps the colours that it was drawn in. */
  options: () => Omit<uPlot.Options, 'width' | 'height'>
  /** What is drawn beside the data. */
  also: () => unknown
  /** What changes the lines themselves. */
  lines?: () => unknown
}

/** A chart as long as its component lives: as wide as its frame, in the colours of the theme. */
export function useChart({ frame, height, data, options, also, lines = () => 0 }: Drawing) {
  const width = useWidth(frame)
  let chart: uPlot | undefined
  const draw = (): void => {
    chart?.destroy()
    chart = frame.value ? new uPlot({ ...options(), width: width.value, height: height() }, data(), frame.value) : undefined
  }
  const theme = new MutationObserver(draw)
  onMounted(() => {
    draw()
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  })
  onBeforeUnmount(() => {
    theme.disconnect()
    chart?.destroy()
  })
  watch([width, height], () => chart?.setSize({ width: width.value, height: height() }))
  watch(lines, draw)
  watch([data, also], () => chart?.setData(data()))
  return () => chart
}
