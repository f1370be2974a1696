cat "$(dirname "$0")/../../../mkdocs.yml" >mkdocs.yml
