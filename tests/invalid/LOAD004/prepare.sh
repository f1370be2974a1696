python3 -c "print('# 大文件\n' + '字' * 600000)" > docs/help/huge.md
