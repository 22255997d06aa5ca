/** Puts the problems the server found at their fields; what has no field stays in the alert above the form. */
import type { FormInstance } from 'antd'
import type { Failure, Problem } from '#web/api/outcome.ts'
import { problemText } from '#web/i18n/problems.ts'

/** `indicators.0.unit` → ['indicators', 0, 'unit'], as a form names its fields. */
export function fieldPath(path: string): (string | number)[] {
  return path.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part))
}

/** Marks the fields; returns what still has to be shown elsewhere. `nameOf` translates a path of the API, or drops it. */
export function showProblems(
  form: FormInstance,
  problems: readonly Problem[],
  nameOf: (path: string) => (string | number)[] | null = fieldPath,
): Problem[] {
  const byField = new Map<string, { name: (string | number)[]; errors: string[] }>()
  const homeless: Problem[] = []
  for (const problem of problems) {
    const name = nameOf(problem.path)
    if (!name || !form.getFieldInstance(name)) {
      homeless.push(problem)
      continue
    }
    const entry = byField.get(problem.path) ?? { name, errors: [] }
    entry.errors.push(problemText(problem))
    byField.set(problem.path, entry)
  }
  form.setFields([...byField.values()])
  const first = [...byField.values()][0]
  if (first) form.scrollToField(first.name, { block: 'center', focus: true })
  return homeless
}

/** Marks the fields of an `invalid` failure; returns the failure that is left for the alert, if any. */
export function showFailure(
  form: FormInstance,
  failure: Failure,
  nameOf?: (path: string) => (string | number)[] | null,
): Failure | null {
  if (failure.kind !== 'invalid') return failure
  const homeless = showProblems(form, failure.problems, nameOf)
  return homeless.length > 0 ? { kind: 'invalid', problems: homeless } : null
}
