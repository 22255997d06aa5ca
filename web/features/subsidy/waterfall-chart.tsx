/** Draws the waterfall. Fetched only when a figure is looked at; the table beside it says the same in words. */
import { theme } from 'antd'
import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { wanYuan } from '#web/ui/amount.ts'
import type { Bar } from './waterfall.ts'

use([BarChart, GridComponent, SVGRenderer])

interface ChartProps {
  bars: readonly Bar[]
  /** The words under each bar, in their order. */
  names: readonly string[]
  description: string
}

interface Colours {
  sum: string
  fall: string
  result: string
  text: string
  line: string
}

/** 分 to 万元 for the axis; exact amounts stand on the bars as text. */
const wan = (fen: number) => fen / 1_000_000

function optionOf({ bars, names }: ChartProps, colours: Colours, unit: string, labelWidth: number): EChartsCoreOption {
  const colourOf = (bar: Bar) =>
    bar.label === 'RESULT' ? colours.result : bar.kind === 'fall' ? colours.fall : colours.sum
  const shown = (bar: Bar) => {
    const fen = bar.kind === 'fall' ? bar.fromFen - bar.toFen : bar.toFen
    return `${bar.kind === 'fall' ? '−' : ''}${wanYuan(fen)}`
  }
  // Long amounts of neighbours would touch on a phone: every other one stands a line higher.
  const distanceOf = (index: number) => (labelWidth < 80 && index % 2 === 1 ? 20 : 5)
  return {
    animation: false,
    grid: { left: 8, right: 8, top: 48, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: names,
      axisLabel: { color: colours.text, interval: 0, width: labelWidth, overflow: 'break', lineHeight: 16 },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      name: unit,
      nameGap: 28,
      nameTextStyle: { color: colours.text, align: 'left' },
      axisLabel: { color: colours.text },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      {
        type: 'bar',
        stack: 'waterfall',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: bars.map(bar => wan(Math.min(bar.fromFen, bar.toFen))),
      },
      {
        type: 'bar',
        stack: 'waterfall',
        barMaxWidth: 72,
        data: bars.map((bar, index) => ({
          value: wan(Math.abs(bar.toFen - bar.fromFen)),
          itemStyle: { color: colourOf(bar) },
          label: {
            show: true,
            position: 'top',
            distance: distanceOf(index),
            color: colours.text,
            formatter: shown(bar),
          },
        })),
      },
    ],
  }
}

export function WaterfallChart(props: ChartProps) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const place = useRef<HTMLDivElement>(null)
  const unit = t('common.wanYuan')
  useEffect(() => {
    if (!place.current) return
    const chart = init(place.current, null, { renderer: 'svg' })
    const { colorPrimary, colorTextQuaternary, colorSuccess, colorText, colorBorderSecondary } = token
    const colours = {
      sum: colorPrimary,
      fall: colorTextQuaternary,
      result: colorSuccess,
      text: colorText,
      line: colorBorderSecondary,
    }
    const draw = () => {
      // What is left beside the figures of the axis, shared by the bars.
      const labelWidth = Math.max(36, (chart.getWidth() - 72) / props.bars.length - 6)
      chart.setOption(optionOf(props, colours, unit, labelWidth))
    }
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
  }, [props, token, unit])
  return <div ref={place} role="img" aria-label={props.description} style={{ width: '100%', height: 320 }} />
}
