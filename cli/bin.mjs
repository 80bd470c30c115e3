#!/usr/bin/env node
// Entry of the `marquee` command. Plain JavaScript, so that an old Node can still say what it lacks.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `marquee needs Node 22.12 or newer, this is ${process.version}. Run it as "npm run -s marquee -- …" (the project brings its own Node on Linux x64), or install Node 24.\n` +
      `marquee 需要 Node 22.12 或更高版本,当前为 ${process.version}。请用 “npm run -s marquee -- …” 运行(Linux x64 上项目自带 Node),或安装 Node 24。\n`,
  );
  process.exit(2);
}
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
