import type { LocalCloud } from '../../infra/local/localCloud.ts';
import { endpointsOf } from './endpointsFile.ts';

/** What a person needs to know of a running system, and the same for programs. */
export function readyMessage(cloud: LocalCloud, folder: string, filmId: string | undefined, seconds: number) {
  const body = JSON.stringify(filmId ? { filmId } : EXAMPLE_INPUTS);
  const curl = `curl -s ${cloud.api}/v1/forecasts -H 'authorization: Bearer ${cloud.token}' -H 'content-type: application/json' -d '${body}'`;
  const lacking = [
    ...new Set(cloud.notEmulated.map(({ type, property }) => `${type.replace('AWS::', '')} ${property}`)),
  ];
  const text = `
Marquee is ready after ${seconds.toFixed(0)} s. 系统已就绪,用时 ${seconds.toFixed(0)} 秒。

  API 接口            ${cloud.api}/v1
  health 健康检查      ${cloud.api}/v1/health
  history 历史数据桶   s3://${cloud.historyBucket}/history/  (${cloud.endpoints.s3})
  endpoints 连接信息   ${folder}/endpoints.json
  not emulated 未模拟  ${lacking.length === 0 ? '–' : lacking.join(', ')}

A forecast 一次预测:

  ${curl}

Stop with Ctrl-C; what was imported and trained is kept for the next start.
按 Ctrl-C 停止;已导入与训练的内容会保留到下次启动。
`;
  return { text, json: { ready: true, seconds, curl, notEmulated: cloud.notEmulated, ...endpointsOf(cloud) } };
}

/** The worked example of the brief's nine fields, a film that no history knows. */
const EXAMPLE_INPUTS = {
  presale_amount: 8_500_000,
  show_count: 12_000,
  want_see_count: 180_000,
  release_date: '2026-02-17',
  date: '2026-02-10',
};
