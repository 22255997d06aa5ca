/** What the document is: as it stands on its first page. */
import { Col, Row } from 'antd'
import { useTranslation } from 'react-i18next'
import { policyStatuses } from '#domain/subsidy/pack/policy-pack.ts'
import { RegionName } from '#web/ui/code-name.tsx'
import { RegionSelect } from '#web/ui/code-select.tsx'
import { DayInput } from '#web/ui/day-input.tsx'
import { textOf, usePackEditor } from './editor-context.tsx'
import { setValue } from './pack-document.ts'
import { PackChoice, PackField, PackText } from './pack-field.tsx'

const half = { xs: 24, md: 12 }

export function HeadForm() {
  const { t } = useTranslation()
  return (
    <Row gutter={12}>
      <Col span={24}>
        <PackText label={t('policyEditor.title')} path={['title']} isRequired help={t('policyEditor.titleHelp')} />
      </Col>
      <Col {...half}>
        <PackText label={t('policyEditor.policyId')} path={['id']} isRequired help={t('policyEditor.policyIdHelp')} />
      </Col>
      <Col {...half}>
        <PackText
          label={t('policyEditor.version')}
          path={['version']}
          isRequired
          help={t('policyEditor.versionHelp')}
        />
      </Col>
      <Col {...half}>
        <PackText label={t('policyEditor.issuingBody')} path={['issuingBody']} isRequired />
      </Col>
      <Col {...half}>
        <PackText
          label={t('policyEditor.documentNumber')}
          path={['documentNumber']}
          empty={null}
          help={t('policyEditor.documentNumberHelp')}
        />
      </Col>
      <Col {...half}>
        <JurisdictionField />
      </Col>
      <Col {...half}>
        <PackChoice
          label={t('policyEditor.status')}
          path={['status']}
          isRequired
          help={t('policyEditor.statusHelp')}
          options={policyStatuses.map(status => ({ value: status, label: t(`policyEditor.statuses.${status}`) }))}
        />
      </Col>
      {(['effectiveFrom', 'effectiveTo'] as const).map(name => (
        <Col key={name} {...half}>
          <DayField name={name} />
        </Col>
      ))}
    </Row>
  )
}

function JurisdictionField() {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const code = textOf(data.jurisdiction)
  return (
    <PackField
      label={t('policyEditor.jurisdiction')}
      help={t('policyEditor.jurisdictionHelp')}
      path={['jurisdiction']}
      isRequired
    >
      {id =>
        isReadOnly ? (
          <span id={id}>
            <RegionName code={code} />
          </span>
        ) : (
          <RegionSelect
            id={id}
            value={code || null}
            onChange={chosen => change(document => setValue(document, ['jurisdiction'], chosen ?? ''))}
          />
        )
      }
    </PackField>
  )
}

function DayField({ name }: { name: 'effectiveFrom' | 'effectiveTo' }) {
  const { t } = useTranslation()
  const { data, change, isReadOnly } = usePackEditor()
  const day = textOf(data[name])
  return (
    <PackField label={t(`policyEditor.${name}`)} help={t(`policyEditor.${name}Help`)} path={[name]}>
      {id =>
        isReadOnly ? (
          <span id={id}>{day || '—'}</span>
        ) : (
          <DayInput
            id={id}
            value={day || null}
            onChange={chosen => change(document => setValue(document, [name], chosen))}
          />
        )
      }
    </PackField>
  )
}
