import type { LocalCloud } from '../../infra/local/localCloud.ts';
import { endpointsOf } from './endpointsFile.ts';
import type { ExampleFilm } from './exampleFilm.ts';

/**
 * What a person needs to know of a running system, and the same for programs.
 * @param example a film to show a forecast of; without one, a described film is shown
 */
export function readyMessage(cloud: LocalCloud, folder: string, example: ExampleFilm | undefined, seconds: number) {
  const body = JSON.stringify(example ?? DESCRIBED_FILM);
  const curl = `curl -s ${cloud.api}/v1/forecasts -H 'authorization: Bearer ${cloud.token}' -H 'content-type: application/json' -d '${body}'`;
  const text = `
Marquee is ready after ${seconds.toFixed(0)} s. 系统已就绪,用时 ${seconds.toFixed(0)} 秒。

  API 接口            ${cloud.api}/v1
  health 健康检查      ${cloud.api}/v1/health
  history 历史数据桶   s3://${cloud.historyBucket}/history/  (${cloud.endpoints.s3})
  endpoints 连接信息   ${folder}/endpoints.json

Not emulated here, declared for AWS 本地未模拟、仅在 AWS 上生效:
${notEmulated(cloud)}

A forecast 一次预测:

  ${curl}

Stop with Ctrl-C; what was imported and trained is kept for the next start (unless --ephemeral).
按 Ctrl-C 停止;已导入与训练的内容会保留到下次启动(--ephemeral 除外)。
`;
  return { text, json: { ready: true, seconds, curl, notEmulated: cloud.notEmulated, ...endpointsOf(cloud) } };
}

/** One line per type of resource. */
function notEmulated(cloud: LocalCloud): string {
  const byType = Map.groupBy(cloud.notEmulated, ({ type }) => type.replace('AWS::', ''));
  const lines = [...byType].map(([type, all]) => {
    const properties = [...new Set(all.map(({ property }) => (property === '*' ? 'all 全部' : property)))];
    return `  ${type}: ${properties.join(', ')}`;
  });
  return lines.join('\n') || '  –';
}

/** The worked example of a described film: what is not given is unknown. */
const DESCRIBED_FILM = {
  presale_amount: 8_500_000,
  show_count: 12_000,
  want_see_count: 180_000,
  release_date: '2026-02-17',
  date: '2026-02-10',
};
