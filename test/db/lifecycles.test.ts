/** Every lifecycle, state × state, by direct SQL: a step the domain's table lacks is impossible whoever writes it. */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { lifecycles } from '#db/seed/reference.ts'
import { violates } from '#db/transaction.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()

/**
 * For each lifecycle a bare table with the real trigger on it: the other guards of the real tables (deadlines,
 * signatures) would hide which of them said no. That the real tables carry the trigger is the last test.
 */
beforeAll(async () => {
  for (const kind of Object.keys(lifecycles)) {
    await database.db.execute(sql.raw(`create table probe_${kind} (id int primary key, state text not null)`))
    await database.db.execute(
      sql.raw(
        `create trigger probe before insert or update of state on probe_${kind} for each row execute function enforce_lifecycle('${kind}')`,
      ),
    )
  }
})

/** Writes the state directly; true when the database let it. */
async function isAllowed(statement: string): Promise<boolean> {
  try {
    await database.db.execute(sql.raw(statement))
    return true
  } catch (error) {
    if (violates(error, 'lifecycle_step')) return false
    throw error
  }
}

describe.each(Object.entries(lifecycles))('%s', (kind, lifecycle) => {
  const states = Object.keys(lifecycle.transitions)
  const beginnings = kind === 'determination' ? [lifecycle.initial, 'simulated'] : [lifecycle.initial]

  test('begins only where the table begins', async () => {
    for (const [i, state] of states.entries())
      expect([state, await isAllowed(`insert into probe_${kind} values (${i + 1}, '${state}')`)]).toEqual([
        state,
        beginnings.includes(state),
      ])
  })

  test(`allows exactly the steps of the table (${states.length} × ${states.length})`, async () => {
    const allowed = await attemptEveryStep(kind, states)
    const expected = states.flatMap(from =>
      Object.values(lifecycle.transitions[from] ?? {}).map(to => `${from} → ${to}`),
    )
    expect(allowed).toEqual([...new Set(expected)].filter(step => !isRest(step)).sort())
  })
})

const isRest = (step: string) => step.split(' → ')[0] === step.split(' → ')[1]

/** One row for each pair, put into its first state behind the trigger's back; then each is moved to its second state. */
async function attemptEveryStep(kind: string, states: readonly string[]): Promise<string[]> {
  const words = states.map(state => `'${state}'`).join(', ')
  await database.db.transaction(async tx => {
    await tx.execute(sql.raw(`create table step_${kind} (f text, t text, primary key (f, t))`))
    await tx.execute(sql.raw(`alter table probe_${kind} disable trigger probe, add column if not exists goal text`))
    await tx.execute(
      sql.raw(
        `insert into probe_${kind} select 1000 + row_number() over (), f, t from unnest(array[${words}]) f, unnest(array[${words}]) t where f <> t`,
      ),
    )
    await tx.execute(sql.raw(`alter table probe_${kind} enable trigger probe`))
    await tx.execute(
      sql.raw(`do $$ declare pair record; begin
        for pair in select id, state, goal from probe_${kind} where goal is not null loop
          begin
            update probe_${kind} set state = pair.goal where id = pair.id;
            insert into step_${kind} values (pair.state, pair.goal);
          exception when check_violation then null;
          end;
        end loop; end $$`),
    )
  })
  const rows = await database.db.execute<{ step: string }>(sql.raw(`select f || ' → ' || t as step from step_${kind}`))
  return rows.map(row => row.step).sort()
}

test('every real table with a lifecycle carries the trigger', async () => {
  const rows = await database.db.execute<{ name: string; argument: string }>(sql`
    select tgrelid::regclass::text as name, encode(tgargs, 'escape') as argument
    from pg_trigger join pg_proc on pg_proc.oid = tgfoid
    where proname = 'enforce_lifecycle' and not tgrelid::regclass::text like 'probe%'`)
  const carried = rows.map(row => `${row.name} ${row.argument.replaceAll('\\000', '')}`).sort()
  expect(carried).toEqual(
    Object.keys(lifecycles)
      .map(kind => `${kind} ${kind}`)
      .sort(),
  )
})
