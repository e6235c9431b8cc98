// Preloaded into a process: writes its largest resident size in bytes where PEAK_MEMORY names a file.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  if (process.env.PEAK_MEMORY)
    writeFileSync(process.env.PEAK_MEMORY, `${process.resourceUsage().maxRSS * 1024}`);
});
