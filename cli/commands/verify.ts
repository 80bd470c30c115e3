import { type Command, InvalidArgumentError } from 'commander';
import { AppError } from '../../lib/errors/appError.ts';
import { readPublicKey } from '../../lib/provenance/publicKey.ts';
import { recordProof } from '../../lib/provenance/recordProof.ts';
import { verifyExport } from '../../lib/provenance/verifyExport.ts';
import type { Bind } from '../bind.ts';
import { describeVerification } from '../describeVerification.ts';
import { EXIT } from '../exitCode.ts';
import { readUserFile } from '../historyFiles.ts';
import { readExport } from '../system/readExport.ts';

interface VerifyOptions {
  readonly publicKey?: string;
  readonly record?: RecordName;
}

/** A record of a chain. */
interface RecordName {
  readonly source: string;
  readonly n: number;
}

const ABOUT = `
Checks signatures, sealed days, chains, contents and files from the exported folder alone and names the first altered
record. Exit code 0: all is as it was written; 1: something was altered; 2: no export there; 3: it holds no record.
docs/verify.mjs does the same without this program.
仅凭导出目录检查签名、封存日、哈希链、内容与文件,并指出第一条被改动的记录。退出码 0:与写入时一致;1:有改动;
2:目录中没有导出内容;3:其中没有记录。docs/verify.mjs 可脱离本程序完成同样的检查。

Example:
  marquee verify export-2026-05 --public-key published.pem
  marquee verify export-2026-05 --record forecasts-CN-4#12 > proof-of-one-forecast.json`;

/** `marquee verify`: whether an export is what was written. */
export function registerVerify(program: Command, bind: Bind): void {
  const command = program
    .command('verify')
    .argument('<folder>', 'what marquee export wrote')
    .description('check an export: chains, signed days, contents / 校验导出内容')
    .option('--public-key <file>', 'the key that the operator published (PEM); default: the one in the export')
    .option('--record <source#n>', 'print the proof of one record, to be shown without the others', readRecordName)
    .addHelpText('after', ABOUT);
  bind<VerifyOptions>(command, async (options, terminal, [folder = '']) => {
    const files = await readExport(terminal.resolve(folder));
    const key = options.publicKey === undefined ? undefined : await givenKey(terminal.resolve(options.publicKey));
    const verification = await verifyExport(files, key);
    if (options.record && verification.findings.length === 0) {
      const { source, n } = options.record;
      const proof = await recordProof(files, source, n);
      if (!proof) throw new AppError('proof.record-unsealed', { source, n });
      terminal.result(JSON.stringify(proof, null, 2), proof);
      return EXIT.done;
    }
    terminal.result(describeVerification(verification), verification);
    if (verification.findings.length > 0) return EXIT.failed;
    return verification.records > 0 ? EXIT.done : EXIT.nothingToDo;
  });
}

function readRecordName(text: string): RecordName {
  const [, source = '', n = ''] = /^(.+)#([1-9]\d*)$/s.exec(text) ?? [];
  if (source !== '') return { source, n: Number(n) };
  throw new InvalidArgumentError('a source and a number, for example maoyan#12');
}

async function givenKey(file: string) {
  const key = readPublicKey((await readUserFile(file)).body);
  if (!key) throw new AppError('proof.key-unreadable', { file });
  return key;
}
