mkfifo docs/help/pipe.md
