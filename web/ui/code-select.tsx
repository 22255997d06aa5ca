/** Choose a region or an industry; any level may be chosen, and the search finds names at every level. */
import { Cascader } from 'antd'
import { Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useIndustries, useRegions } from '#web/api/reference.ts'
import { type CodeNode, industryPath, industryTree, regionPath, regionTree } from './code-tree.ts'

interface CodeSelectProps {
  id?: string
  value?: string | null
  onChange?(code: string | null): void
  placeholder?: string
  'aria-label'?: string
}

function CodeCascader({ tree, path, ...props }: CodeSelectProps & { tree: CodeNode[]; path: string[] }) {
  const { id, onChange, placeholder } = props
  return (
    <Cascader
      id={id}
      aria-label={props['aria-label']}
      options={tree}
      value={path}
      onChange={codes => onChange?.((codes as string[] | undefined)?.at(-1) ?? null)}
      changeOnSelect
      allowClear
      placeholder={placeholder}
      showSearch={{
        filter: (text, nodes) => nodes.some(node => String(node.label).includes(text.trim())),
        limit: 50,
      }}
      displayRender={labels => <bdi>{labels.join(' ')}</bdi>}
      style={{ width: '100%' }}
    />
  )
}

function Regions(props: CodeSelectProps) {
  const names = useRegions()
  const tree = useMemo(() => regionTree(names), [names])
  return <CodeCascader {...props} tree={tree} path={props.value ? regionPath(props.value) : []} />
}

function Industries(props: CodeSelectProps) {
  const names = useIndustries()
  const tree = useMemo(() => industryTree(names), [names])
  return <CodeCascader {...props} tree={tree} path={props.value ? industryPath(props.value) : []} />
}

function Waiting({ id }: { id?: string | undefined }) {
  const { t } = useTranslation()
  return <Cascader id={id} disabled placeholder={t('common.loading')} options={[]} style={{ width: '100%' }} />
}

export function RegionSelect(props: CodeSelectProps) {
  return (
    <Suspense fallback={<Waiting id={props.id} />}>
      <Regions {...props} />
    </Suspense>
  )
}

export function IndustrySelect(props: CodeSelectProps) {
  return (
    <Suspense fallback={<Waiting id={props.id} />}>
      <Industries {...props} />
    </Suspense>
  )
}
