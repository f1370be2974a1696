mkdir docs/pictures
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' > docs/pictures/cut-off.png
printf '\0\0\0\030ftypheic' > docs/pictures/telephone.jpg
