import { describe, expect, it } from 'vitest'
import type { DeterminationWindow } from '#domain/subsidy/evaluate/trace.ts'
import { checkWindowOver } from '#domain/subsidy/evaluate/window-over.ts'

const year: DeterminationWindow = { kind: 'calendar_year', year: 2026, from: '2026-01-01', to: '2026-12-31' }
const cutOff: DeterminationWindow = { kind: 'yearly', year: 2026, from: '2025-11-01', to: '2026-10-31' }
const stage = (isDue: boolean) => ({ isDue })

describe('a figure goes on', () => {
  it.each<[string, DeterminationWindow, boolean[], string, string | null]>([
    ['of a year that runs', year, [], '2026-11-29', '2027-01-01'],
    ['of a year to come', year, [], '2025-06-30', '2027-01-01'],
    ['on the last day of its year', year, [], '2026-12-31', '2027-01-01'],
    ['on the day after', year, [], '2027-01-01', null],
    ['of a year with a cut-off day, before it', cutOff, [], '2026-10-31', '2026-11-01'],
    ['after it', cutOff, [], '2026-11-01', null],
    ['of a whole life', { kind: 'whole_life', from: null, to: '2026-11-29' }, [], '2026-11-29', null],
    ['of days that run', { kind: 'range', from: '2024-01-01', to: '2028-12-31' }, [], '2026-11-29', null],
    ['as an advance', year, [true, false], '2026-11-29', null],
    ['with the last stage due', year, [true, true], '2026-11-29', '2027-01-01'],
    ['with no stage due', year, [false, false], '2026-11-29', '2027-01-01'],
  ])('%s', (_, window, stages, today, fromDay) => {
    expect(checkWindowOver(window, stages.map(stage), today)?.fromDay ?? null).toBe(fromDay)
  })
})
