/** Code lists as trees for a cascader. */
import { industryAncestors } from '#domain/industry.ts'
import { regionAncestors } from '#domain/region.ts'

export interface CodeNode {
  value: string
  label: string
  children?: CodeNode[]
}

function toTree(names: Readonly<Record<string, string>>, parentOf: (code: string) => string | undefined): CodeNode[] {
  const nodes = new Map<string, CodeNode>()
  for (const [value, label] of Object.entries(names)) nodes.set(value, { value, label })
  const roots: CodeNode[] = []
  for (const node of nodes.values()) {
    const parent = nodes.get(parentOf(node.value) ?? '')
    if (!parent) roots.push(node)
    else if (parent.children) parent.children.push(node)
    else parent.children = [node]
  }
  return roots.sort((a, b) => (a.value < b.value ? -1 : 1))
}

export const regionTree = (names: Readonly<Record<string, string>>) =>
  toTree(names, code => regionAncestors(code).at(-1))

export const industryTree = (names: Readonly<Record<string, string>>) =>
  toTree(names, code => industryAncestors(code).at(-1))

export const regionPath = (code: string): string[] => [...regionAncestors(code), code]
export const industryPath = (code: string): string[] => [...industryAncestors(code), code]
