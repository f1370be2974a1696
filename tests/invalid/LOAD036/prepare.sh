mkdir docs/pictures
printf '\377\330\377\340' > docs/pictures/photo.png
