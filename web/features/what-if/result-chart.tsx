/** Bars and lines of a result. Fetched only when a result is looked at; the table beside each says the same. */
import { theme } from 'antd'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export interface ChartSeries {
  name: string
  /** Null: nothing of it here. */
  values: readonly (number | null)[]
}

export interface ResultChartProps {
  kind: 'bar' | 'line'
  names: readonly string[]
  series: readonly ChartSeries[]
  /** Of a line: where each name stands, to scale. Without, at equal distances. */
  places?: readonly number[]
  /** Of the values. */
  unit: string
  description: string
  /** A line across the picture at the name of this index. */
  markAt?: number
  /** One above the other, not side by side. */
  isStacked?: boolean
  height?: number
}

interface Colours {
  series: readonly string[]
  text: string
  line: string
  mark: string
}

/** Beside the axis there is this much less than the whole width. */
const marginPx = 72

function optionOf(props: ResultChartProps, colours: Colours, widthPx: number): EChartsCoreOption {
  const { names, places, unit } = props
  const { text, line } = colours
  const hasLegend = props.series.length > 1
  return {
    animation: false,
    color: [...colours.series],
    grid: { left: 8, right: 16, top: hasLegend ? 56 : 32, bottom: 8, containLabel: true },
    legend: hasLegend ? { top: 0, left: 0, textStyle: { color: text } } : undefined,
    tooltip: {
      trigger: 'axis',
      confine: true,
      ...(places
        ? { axisPointer: { label: { formatter: ({ value }: { value: number }) => names[places.indexOf(value)] } } }
        : {}),
    },
    xAxis: nameAxis(props, colours, widthPx),
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { color: text, align: 'left' },
      axisLabel: { color: text },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: line } },
    },
    series: drawnSeries(props, colours),
  }
}

function nameAxis({ kind, names, places }: ResultChartProps, { text, line }: Colours, widthPx: number) {
  // Words go on in a second line; figures do not, and are left out where they would touch.
  const isWords = names.every(name => !/\d/.test(name))
  const labelPx = Math.max(36, Math.floor((widthPx - marginPx) / Math.max(1, names.length)) - 4)
  return {
    ...(places
      ? { type: 'value', min: places[0], max: places.at(-1), splitLine: { show: false } }
      : { type: 'category', data: names, boundaryGap: kind === 'bar' }),
    axisLabel: {
      color: text,
      hideOverlap: true,
      interval: 0,
      ...(isWords ? { width: labelPx, overflow: 'break' } : {}),
      ...(places ? { customValues: places, formatter: (at: number) => names[places.indexOf(at)] ?? '' } : {}),
    },
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
  }
}

function drawnSeries({ kind, series, places, markAt, isStacked }: ResultChartProps, { mark }: Colours) {
  const markLine = markAt !== undefined && {
    silent: true,
    symbol: 'none',
    label: { show: false },
    lineStyle: { color: mark, type: 'dashed' },
    data: [{ xAxis: places?.[markAt] ?? markAt }],
  }
  return series.map(({ name, values }, index) => ({
    type: kind,
    name,
    data: places ? values.map((value, at) => [places[at], value]) : values,
    barMaxWidth: 36,
    ...(isStacked ? { stack: 'all' } : {}),
    symbolSize: 7,
    ...(markLine && index === 0 ? { markLine } : {}),
  }))
}

export function ResultChart(props: ResultChartProps) {
  const { token } = theme.useToken()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current, null, { renderer: 'svg' })
    const { colorPrimary, colorWarning, colorText, colorBorderSecondary, colorError } = token
    const colours = {
      series: [colorPrimary, colorWarning],
      text: colorText,
      line: colorBorderSecondary,
      mark: colorError,
    }
    const draw = () => chart.setOption(optionOf(props, colours, chart.getWidth()))
    draw()
    const watcher = new ResizeObserver(() => {
      chart.resize()
      draw()
    })
    watcher.observe(place.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [props, token])
  return (
    <div ref={place} role="img" aria-label={props.description} style={{ width: '100%', height: props.height ?? 280 }} />
  )
}
