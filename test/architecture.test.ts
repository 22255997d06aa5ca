/** The one straight line: which room may import which. An arrow that points back fails here. */
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const rooms = ['domain', 'db', 'usecases', 'graphql', 'server', 'web', 'bench', 'test'] as const
type Room = (typeof rooms)[number]

/** Rooms each room may import from, besides itself. */
const mayImport: Record<Room, readonly Room[]> = {
  domain: [],
  db: ['domain'],
  usecases: ['db', 'domain'],
  graphql: ['usecases', 'domain'],
  server: ['graphql', 'usecases', 'db', 'domain'],
  web: ['domain'],
  bench: rooms,
  test: rooms,
}

/** Rooms without floors of their own: inside them an import is relative. */
const strictRooms: readonly Room[] = ['domain', 'db', 'usecases', 'graphql', 'server']

/** The floors of the web room, from the top: each may use those below it. */
const webFloors = ['routes', 'features', 'ui', 'api', 'i18n'] as const

function climbs(from: string, to: string): boolean {
  const floor = (path: string) => webFloors.findIndex(name => path.startsWith(`web/${name}/`))
  const [below, above] = [floor(from), floor(to)]
  return below > above && above >= 0 && above < webFloors.indexOf('ui') + 1
}

/** The only packages of the pure room (decision record 0009); the machine is out of bounds for rules and verbs. */
const mayUsePackages: Partial<Record<Room, readonly string[]>> = {
  domain: ['zod', 'yaml'],
  usecases: [],
}

interface Import {
  file: string
  target: string
}

function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(
      entry =>
        entry.isFile() && /\.tsx?$/.test(entry.name) && !/node_modules|[/\\]dist([/\\]|$)/.test(entry.parentPath),
    )
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
}

/** Static and dynamic imports and re-exports, as text. */
function importsOf(file: string, source: string): Import[] {
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"$\s]+)['"]/gm
  return [...source.matchAll(pattern)].flatMap(match => (match[1] ? [{ file, target: match[1] }] : []))
}

const roomOf = (path: string): Room | undefined => rooms.find(room => path.startsWith(`${room}/`))

/** Why the import may not stand, or null. */
function violation({ file, target }: Import): string | null {
  const from = roomOf(file)
  if (!from) return null
  const aliased = target.startsWith('#') ? target.slice(1) : null
  const path = aliased ?? (target.startsWith('.') ? relative(root, resolve(root, file, '..', target)) : null)
  if (path !== null) {
    const to = roomOf(path)
    if (to === from && aliased && strictRooms.includes(from))
      return `${file}: inside a room imports are relative, not ${target}`
    if (to && to !== from && target.startsWith('.'))
      return from === 'test' ? null : `${file}: cross a room by #${to}/…, not ${target}`
    if (to && to !== from && !mayImport[from].includes(to)) return `${file}: ${from} may not import ${to} (${target})`
    const feature = /^web\/features\/([^/]+)\//
    const [own, other] = [feature.exec(file)?.[1], feature.exec(path)?.[1]]
    if (own && other && own !== other) return `${file}: features never import each other (${target})`
    if (climbs(file, path)) return `${file}: ${target} is on a floor above`
    return null
  }
  const name = target.replace(/^node:/, '').split('/')[0] ?? ''
  const allowed = mayUsePackages[from]
  if (allowed && (target.startsWith('node:') || builtinModules.includes(name)))
    return `${file}: ${from} does no I/O (${target})`
  if (allowed && !allowed.includes(target)) return `${file}: ${from} may use only ${allowed.join(', ')}, not ${target}`
  return null
}

/** Tables and the query builder are the business of db/queries; a use case may know their types. */
function reachesForTables({ file, text }: { file: string; text: string }): string[] {
  const values = /^\s*(?:import|export)\s+(?!type\b)[^'"]*?from\s+['"](#db\/schema\/[^'"]+|drizzle-orm[^'"]*)['"]/gm
  return file.startsWith('usecases/') ? [...text.matchAll(values)].map(match => `${file}: ${match[1]}`) : []
}

/** Clock, chance and machine, which the pure room is given as arguments. */
const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|performance\.now\(|crypto\./

const sources = rooms
  .flatMap(listFiles)
  .map(file => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }))

describe('the straight line of imports', () => {
  test('no arrow points back', () => {
    expect(sources.flatMap(({ file, text }) => importsOf(file, text)).flatMap(found => violation(found) ?? [])).toEqual(
      [],
    )
  })

  test.each([
    ['domain/planted.ts', `import { openDatabase } from '#db/client.ts'`],
    ['domain/planted.ts', `import { readFileSync } from 'node:fs'`],
    ['domain/planted.ts', `import { v7 } from 'uuid'`],
    ['db/planted.ts', `import { saveListing } from '#usecases/listing/save-listing.ts'`],
    ['usecases/planted.ts', `const x = await import('#server/env.ts')`],
    ['graphql/planted.ts', `export { demand } from '#db/schema/demand.ts'`],
    ['graphql/planted.ts', `import { demand } from '../db/schema/demand.ts'`],
    ['web/features/bid/planted.tsx', `import { X } from '../contract/x.tsx'`],
    ['web/ui/planted.tsx', `import { X } from '#web/features/bid/x.tsx'`],
    ['server/planted.ts', `import { t } from '#web/i18n/index.ts'`],
  ])('a planted violation in %s is caught: %s', (file, source) => {
    expect(importsOf(file, source).flatMap(found => violation(found) ?? [])).toHaveLength(1)
  })

  test('use cases reach for no table', () => {
    expect(sources.flatMap(reachesForTables)).toEqual([])
    const planted = (text: string) => reachesForTables({ file: 'usecases/planted.ts', text })
    expect(planted(`import { eq } from 'drizzle-orm'`)).toHaveLength(1)
    expect(
      planted(`import type { SQL } from 'drizzle-orm'\nimport {\n  demand,\n} from '#db/schema/demand.ts'`),
    ).toHaveLength(1)
    expect(planted(`import type { demand } from '#db/schema/demand.ts'`)).toEqual([])
  })

  test('the domain knows no clock, no chance and no machine', () => {
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const pure = sources.filter(({ file }) => file.startsWith('domain/'))
    expect(pure.length).toBeGreaterThan(30)
    expect(pure.filter(({ text }) => impure.test(code(text))).map(({ file }) => file)).toEqual([])
  })
})

describe('the style of the house', () => {
  const own = sources.filter(({ file }) => !/\.gen\.ts$|graphql-env\.d\.ts$|(^|\/)calendar-data\.ts$/.test(file))

  test('files stay under 300 lines', () => {
    expect(
      own.map(({ file, text }) => ({ file, lines: text.split('\n').length })).filter(({ lines }) => lines > 301),
    ).toEqual([])
  })

  test('only the environment file reads the environment', () => {
    const readers = own.filter(
      ({ file, text }) => /^(server|db|usecases|graphql)\//.test(file) && /process\.env/.test(text),
    )
    expect(readers.map(({ file }) => file)).toEqual(['server/env.ts'])
  })
})
