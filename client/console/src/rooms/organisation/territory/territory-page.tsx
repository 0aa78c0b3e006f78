import { datums, type BoundaryFault, type Datum, type TerritoryMap, type TerritoryVersion } from '@minsheng/contracts';
import { Button, Select, Upload } from 'antd';
import { CircleCheck, FileUp, OctagonX, Stamp, TriangleAlert } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';

import {
  importTerritory,
  publishTerritory,
  readTerritoryVersions,
  readVersionMap,
  territoryVersionsPath,
  versionMapPath,
} from '../../../api/territory.js';
import { useOnline } from '../../../api/use-online.js';
import { useResource } from '../../../api/use-resource.js';
import { useMessages } from '../../../messages/use-messages.js';
import { ActDialog } from '../../../ui/act-dialog.js';
import { Field, TextField } from '../../../ui/field.js';
import { countText, sizeText, stampText } from '../../../ui/format.js';
import { CityMap, type MapPoint } from '../../../ui/map/city-map.js';
import { Page } from '../../../ui/page.js';
import { ChangeButton, Chip, Hash, Panel } from '../../../ui/parts.js';
import { Empty, Loaded } from '../../../ui/states.js';
import { Refusal } from '../../../ui/refusal.js';
import { useAct } from '../../../ui/use-act.js';
import { useProfile, useSession } from '../../identity/use-session.js';
import { faultsOfRefusal, hindranceOf, inOrder, tallyOf, uploadFaults } from './faults.js';

/** The city's boundaries: a file is judged whole, its faults are shown where they lie, another person puts it in force. */
export function TerritoryPage() {
  const { say } = useMessages();
  const { may } = useSession();
  const versions = useResource(territoryVersionsPath, readTerritoryVersions);
  const [wanted, setWanted] = useState<string | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const shown = versions.value?.find(({ id }) => id === wanted) ?? versions.value?.[0] ?? null;
  /** What was wrong with the file just refused: listed and marked in place of the version's own. */
  const [refused, setRefused] = useState<BoundaryFault[] | null>(null);
  const faults = useMemo(() => inOrder(refused ?? shown?.faults ?? []), [refused, shown]);
  const choose = (id: string) => {
    setWanted(id);
    setAt(null);
    setRefused(null);
  };
  return (
    <Page
      trail={[{ label: say('rail.units') }]}
      title={say('territory.title')}
      meta={
        shown === null
          ? []
          : [
              say('territory.counts', {
                areas: countText(shown.areas),
                responsibility: countText(shown.responsibilityAreas),
              }),
            ]
      }
    >
      <div className="body with-wide-side territory">
        <Panel
          title={shown === null ? say('territory.map') : say('territory.map-of', { no: shown.no })}
          note={shown?.source}
          className="map-panel"
        >
          {shown === null ? (
            <Loaded
              asked={versions}
              isEmpty={() => true}
              empty={<Empty hint={say('territory.none-hint')}>{say('territory.none')}</Empty>}
            >
              {() => null}
            </Loaded>
          ) : (
            <VersionMap
              key={shown.id}
              version={shown}
              faults={faults}
              at={at === null ? null : (faults[at]?.at ?? null)}
              onFault={(fault) => setAt(fault)}
            />
          )}
        </Panel>
        <div className="column">
          {may('territory.import') && (
            <ImportPanel
              onRefused={(found) => {
                setRefused(found);
                setAt(null);
              }}
              onImported={(version) => {
                versions.askAgain();
                choose(version.id);
              }}
            />
          )}
          {(shown !== null || refused !== null) && (
            <Faults faults={faults} isOfRefused={refused !== null} chosen={at} onChoose={setAt} />
          )}
          <Panel title={say('territory.versions')}>
            <Loaded
              asked={versions}
              isEmpty={(rows) => rows.length === 0}
              empty={<Empty>{say('territory.none')}</Empty>}
            >
              {(rows) => (
                <ul className="lines">
                  {rows.map((version) => (
                    <VersionLine
                      key={version.id}
                      version={version}
                      isShown={version.id === shown?.id}
                      onShow={() => choose(version.id)}
                      onPublished={versions.askAgain}
                    />
                  ))}
                </ul>
              )}
            </Loaded>
          </Panel>
        </div>
      </div>
    </Page>
  );
}

function VersionMap({
  version,
  faults,
  at,
  onFault,
}: {
  version: TerritoryVersion;
  faults: readonly BoundaryFault[];
  at: BoundaryFault['at'] | null;
  onFault: (index: number) => void;
}) {
  const { say } = useMessages();
  const map = useResource(versionMapPath(version.id), (signal) => readVersionMap(version.id, signal));
  const points = useMemo(
    () =>
      faults.flatMap(({ at: place, severity }, index): MapPoint[] =>
        place === undefined
          ? []
          : [{ id: String(index), at: place, shape: severity === 'error' ? 'fault' : 'warning' }],
      ),
    [faults],
  );
  return (
    <Loaded asked={map} skeleton={<div className="map-ground" />}>
      {(territory: TerritoryMap) =>
        territory.features.length === 0 ? (
          <Empty>{say('territory.nothing-to-draw')}</Empty>
        ) : (
          <CityMap
            territory={territory}
            points={points}
            pin={at == null ? null : { at, radiusMetres: 0 }}
            showGrid
            showHeat={false}
            label={say('territory.map-label', { count: countText(points.length) })}
            onSelect={(id) => onFault(Number(id))}
          />
        )
      }
    </Loaded>
  );
}

function Faults({
  faults,
  isOfRefused,
  chosen,
  onChoose,
}: {
  faults: readonly BoundaryFault[];
  isOfRefused: boolean;
  chosen: number | null;
  onChoose: (index: number | null) => void;
}) {
  const { say, text } = useMessages();
  const { errors, warnings } = tallyOf(faults);
  return (
    <Panel
      title={say(isOfRefused ? 'territory.faults-refused' : 'territory.faults')}
      note={faults.length === 0 ? undefined : say('territory.fault-counts', { errors, warnings })}
    >
      {faults.length === 0 ? (
        <p className="inside passed-line">
          <CircleCheck size={15} className="passed" aria-hidden />
          {say('territory.no-faults')}
        </p>
      ) : (
        <ul className="fault-list">
          {faults.map((fault, index) => (
            <li key={index}>
              <button
                type="button"
                aria-pressed={index === chosen}
                disabled={fault.at === undefined}
                onClick={() => onChoose(index === chosen ? null : index)}
              >
                {fault.severity === 'error' ? (
                  <OctagonX size={15} className="failed" aria-hidden />
                ) : (
                  <TriangleAlert size={15} className="attention" aria-hidden />
                )}
                <span>
                  <b>{text(fault.sentences)}</b>
                  <small>
                    {[
                      say(`territory.${fault.severity}`),
                      fault.feature === null ? null : say('territory.feature', { number: fault.feature + 1 }),
                      fault.codes.join(' · ') || null,
                      fault.squareMetres === undefined
                        ? null
                        : say('territory.square-metres', { count: countText(fault.squareMetres) }),
                    ]
                      .filter((part) => part !== null)
                      .join(' · ')}
                  </small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const versionTones = { DRAFT: 'line', PUBLISHED: 'verified', SUPERSEDED: 'plain' } as const;

function VersionLine({
  version,
  isShown,
  onShow,
  onPublished,
}: {
  version: TerritoryVersion;
  isShown: boolean;
  onShow: () => void;
  onPublished: () => void;
}) {
  const { say, text } = useMessages();
  const { may } = useSession();
  const { name } = useProfile();
  const [isAsking, setAsking] = useState(false);
  const hindrance = hindranceOf(version, { name, mayPublish: may('territory.publish') });
  return (
    <li className={isShown ? 'version shown' : 'version'}>
      <div>
        <p>
          <Button type="link" size="small" aria-pressed={isShown} onClick={onShow}>
            {say('territory.version', { no: version.no })}
          </Button>
          <Chip tone={versionTones[version.state]}>{say(`territory.${version.state}`)}</Chip>
          <Hash value={version.fileHash} label={say('territory.file-hash')} />
        </p>
        <small>
          {say('territory.imported', {
            who: version.importedBy,
            time: stampText(version.importedAt),
            datum: text(datums[version.datum]),
          })}
        </small>
        {version.publishedBy !== null && version.validFrom !== null && (
          <small>{say('territory.published', { who: version.publishedBy, time: stampText(version.validFrom) })}</small>
        )}
        {(hindrance === 'errors' || hindrance === 'own') && (
          <small className="attention">{say(`territory.hindered-${hindrance}`)}</small>
        )}
      </div>
      {hindrance === null && (
        <ChangeButton size="small" icon={<Stamp size={14} />} onClick={() => setAsking(true)}>
          {say('territory.publish')}
        </ChangeButton>
      )}
      {isAsking && <PublishDialog version={version} onPublished={onPublished} onClose={() => setAsking(false)} />}
    </li>
  );
}

function PublishDialog({
  version,
  onPublished,
  onClose,
}: {
  version: TerritoryVersion;
  onPublished: () => void;
  onClose: () => void;
}) {
  const { say } = useMessages();
  const { isActing, failure, attempt } = useAct({ isShownBeside: true });
  const { warnings } = tallyOf(version.faults);
  const publish = async () => {
    const isDone = await attempt(async () => {
      await publishTerritory(version.id);
      onPublished();
      return say('territory.published-done');
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title={say('territory.publish-version', { no: version.no })}
      means={
        warnings === 0
          ? say('territory.publish-means')
          : say('territory.publish-means-warned', { warnings: countText(warnings) })
      }
      act={say('territory.publish')}
      isSending={isActing}
      failure={failure}
      onSend={() => void publish()}
      onClose={onClose}
    />
  );
}

function ImportPanel({
  onImported,
  onRefused,
}: {
  onImported: (version: TerritoryVersion) => void;
  onRefused: (faults: BoundaryFault[]) => void;
}) {
  const { say, text } = useMessages();
  const isOnline = useOnline();
  const { isActing, failure, faults: refused, attempt } = useAct({ isShownBeside: true });
  const [file, setFile] = useState<File | null>(null);
  const [datum, setDatum] = useState<Datum | null>(null);
  const [source, setSource] = useState('');
  const [isTried, setTried] = useState(false);
  const missing = uploadFaults({ file, datum, source });
  const tellRefused = useEffectEvent((found: BoundaryFault[]) => onRefused(found));
  useEffect(() => {
    const found = faultsOfRefusal(failure);
    if (found.length > 0) tellRefused(found);
  }, [failure]);
  const fault = (name: (typeof missing)[number]) =>
    isTried && missing.includes(name) ? say(`territory.fault-${name}`) : null;
  const send = () => {
    setTried(true);
    if (file === null || datum === null || missing.length > 0) return;
    void attempt(async () => {
      const version = await importTerritory(file, datum, source.trim());
      setFile(null);
      setTried(false);
      onImported(version);
      return say('territory.judged', { no: version.no });
    });
  };
  return (
    <Panel title={say('territory.import')} note="GeoJSON">
      <form
        className="inside drawer-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Upload.Dragger
          accept=".geojson,.json"
          maxCount={1}
          showUploadList={false}
          disabled={!isOnline || isActing}
          beforeUpload={(chosen) => {
            setFile(chosen);
            return false;
          }}
        >
          <FileUp size={24} aria-hidden style={{ color: 'var(--ink-3)' }} />
          <p className="strong">
            {file === null ? (isOnline ? say('territory.choose') : say('state.offline-disabled')) : file.name}
          </p>
          <p className="muted">{file === null ? say('territory.choose-hint') : sizeText(file.size)}</p>
        </Upload.Dragger>
        {fault('file') !== null && (
          <div className="field">
            <p className="fault" role="alert">
              <TriangleAlert size={13} aria-hidden /> {fault('file')}
            </p>
          </div>
        )}
        <div className="form-grid spaced">
          <Field label={say('territory.datum')} fault={fault('datum') ?? refused.get('datum')}>
            {({ id, isFaulty }) => (
              <Select<Datum>
                id={id}
                style={{ width: '100%' }}
                placeholder={say('territory.datum-choose')}
                value={datum ?? undefined}
                status={isFaulty ? 'error' : undefined}
                onChange={setDatum}
                options={(Object.keys(datums) as Datum[]).map((value) => ({ value, label: text(datums[value]) }))}
              />
            )}
          </Field>
          <TextField
            label={say('territory.source')}
            placeholder={say('territory.source-example')}
            maxLength={200}
            value={source}
            fault={fault('source') ?? refused.get('source')}
            onChange={setSource}
          />
        </div>
        <Refusal failure={failure} />
        <ChangeButton type="primary" htmlType="submit" loading={isActing}>
          {say('territory.judge')}
        </ChangeButton>
      </form>
    </Panel>
  );
}
