python3 -c "print('# 太多标题\n' + '\n## 标题\n' * 301)" > docs/help/many.md
