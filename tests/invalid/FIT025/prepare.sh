mkdir -p materials/booklet
for number in $(seq 64); do
  printf '\n## 第%s步 {#step-%s}\n\n- 打110。\n' "$number" "$number" >> docs/help/now.md
done
{
  echo 'titles: {zh: 手册}'
  echo 'locales: [zh]'
  echo "now: [$(seq -s ', ' -f 'step-%g' 64)]"
} > materials/booklet/thick.yml
