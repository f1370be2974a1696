printf '# 乱码\n' > "docs/help/$(printf '\xc4\xe3\xba\xc3').md"
printf '# 方向\n' > "docs/help/$(printf 'a\u202eb').md"
mkdir "docs/$(printf '\xc4\xe3')"
